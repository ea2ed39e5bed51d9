import { z } from 'zod';
import type { JsonObject } from '../payloads';
import type { World } from '../world/world';
import { listParam, ok, success, type GraphAnswer, type GraphCall } from './call';
import { GraphError } from './errors';
import { checkOverride } from './subscribedApps';

const DEFAULT_FIELDS = ['verified_name', 'code_verification_status', 'display_phone_number', 'quality_rating', 'platform_type', 'throughput', 'webhook_configuration'];

/** `GET /{number}`. */
export function showNumber(world: World, call: GraphCall): GraphAnswer {
	const asked = listParam(call, 'fields');
	const all = numberFields(world);
	const shown: JsonObject = {};
	for (const field of asked.length > 0 ? asked : DEFAULT_FIELDS) {
		if (field !== 'id' && !(field in all)) {
			throw new GraphError(100, undefined, { message: `(#100) Tried accessing nonexisting field (${field}) on node type (WhatsAppBusinessPhoneNumber)` });
		}
		if (all[field] !== undefined) shown[field] = all[field];
	}
	return ok({ ...shown, id: world.account.phoneNumberId });
}

export const listNumbers = (world: World): GraphAnswer => ok({ data: [{ ...numberFields(world), id: world.account.phoneNumberId }] });

function numberFields({ account, settings, subscriptions }: World): JsonObject {
	const configuration: JsonObject = {};
	if (subscriptions.numberOverride) configuration.phone_number = subscriptions.numberOverride.callbackUrl;
	if (subscriptions.accountOverride) configuration.whatsapp_business_account = subscriptions.accountOverride.callbackUrl;
	if (subscriptions.app) configuration.application = subscriptions.app.callbackUrl;
	return {
		verified_name: account.displayName,
		code_verification_status: 'VERIFIED',
		display_phone_number: account.displayPhoneNumber,
		quality_rating: settings.qualityRating,
		platform_type: 'CLOUD_API',
		status: 'CONNECTED',
		name_status: 'APPROVED',
		throughput: { level: settings.throughputLevel },
		whatsapp_business_manager_messaging_limit: settings.messagingLimit,
		webhook_configuration: configuration,
	};
}

const configurationShape = z.object({ webhook_configuration: z.object({ override_callback_uri: z.string(), verify_token: z.string().optional() }) });

/** `POST /{number}` with `webhook_configuration`; an empty address takes the override away. */
export async function configureNumber(world: World, call: GraphCall): Promise<GraphAnswer> {
	const parsed = configurationShape.safeParse(call.body);
	if (!parsed.success) throw new GraphError(100, undefined, { message: '(#100) param webhook_configuration must hold override_callback_uri' });
	const { override_callback_uri: callbackUrl, verify_token: verifyToken = '' } = parsed.data.webhook_configuration;
	if (callbackUrl === '') {
		world.subscriptions.numberOverride = undefined;
		return success();
	}
	await checkOverride(callbackUrl, verifyToken);
	world.subscriptions.numberOverride = { callbackUrl, verifyToken };
	return success();
}
