import type { WhatsAppClient } from './client';
import { callbackProblem, isLoopback } from './callbackAddress';
import type { AppSubscription } from './graph/subscriptions';
import type { CallProblem } from './graph/types';

/** What must arrive for no STOP to be missed. */
const NEEDED_FIELDS = ['messages', 'user_preferences'] as const;
/** All that is understood; an app of an older version may not know some. */
export const WEBHOOK_FIELDS = [
	...NEEDED_FIELDS,
	'user_id_update',
	'template_category_update',
	'message_template_status_update',
	'account_update',
	'phone_number_quality_update',
] as const;

/** What was set up for a trigger, and so may be taken down with it. */
export interface Registration {
	callbackUrl: string;
	/** The app's webhook was set by us, now or before. */
	app: boolean;
	/** The account was subscribed to the app by us. */
	waba: boolean;
	/** Fields Meta did not take, if any. */
	missingFields?: string[];
}

export type Plan =
	| { step: 'none' }
	/** Set the webhook to these fields. */
	| { step: 'subscribe'; fields: string[] }
	| { step: 'refuse'; inTheWay: string };

export type RegistrationResult = { ok: true; registration: Registration } | { ok: false; problem: string; inTheWay?: string };

type Registrar = Pick<WhatsAppClient, 'account' | 'getAppSubscription' | 'subscribeApp' | 'unsubscribeApp' | 'subscribedApps' | 'subscribeWaba' | 'unsubscribeWaba' | 'numberOverride'>;

/**
 * What has to be done for the app's webhooks to come to `callbackUrl`. Another address is never overwritten, except one of `ours`:
 * addresses this same trigger registered before.
 */
export function planSubscription(current: AppSubscription | undefined, callbackUrl: string, ours: readonly string[] = []): Plan {
	if (current === undefined) return { step: 'subscribe', fields: [...WEBHOOK_FIELDS] };
	const here = current.callbackUrl === callbackUrl;
	if (!here && !ours.includes(current.callbackUrl)) return { step: 'refuse', inTheWay: current.callbackUrl };
	const complete = WEBHOOK_FIELDS.every((field) => current.fields.includes(field));
	if (here && current.active && complete) return { step: 'none' };
	return { step: 'subscribe', fields: [...new Set([...WEBHOOK_FIELDS, ...current.fields])] };
}

/** Whether everything is set up for `callbackUrl` already. */
export async function isRegistered(client: Registrar, callbackUrl: string): Promise<{ ok: true; registered: boolean } | { ok: false; problem: string }> {
	const app = await client.getAppSubscription();
	if (!app.ok) return failed('The webhook of the Meta app could not be read.', app);
	if (planSubscription(app.value, callbackUrl).step !== 'none') return { ok: true, registered: false };
	const apps = await client.subscribedApps();
	if (!apps.ok) return failed('The subscriptions of the WhatsApp Business account could not be read.', apps);
	const own = apps.value.find(({ id }) => id === client.account.appId);
	const number = await client.numberOverride();
	if (!number.ok) return failed('The webhook of the business number could not be read.', number);
	const diverted = [own?.overrideCallbackUrl, number.value].some((address) => address !== undefined && address !== callbackUrl);
	return { ok: true, registered: own !== undefined && !diverted };
}

/**
 * Sets up the app's webhook and subscribes the account to the app: both are needed. Changes nothing unless all of it can be done, and
 * says which address is in the way. With a base URL on this machine the callback may be there too.
 * @param ours addresses that this trigger registered before, which may be replaced
 */
export async function register(
	client: Registrar,
	wanted: { callbackUrl: string; verifyToken: string; ours?: readonly string[] },
): Promise<RegistrationResult> {
	const { callbackUrl, verifyToken, ours = [] } = wanted;
	const unreachable = callbackProblem(callbackUrl, isLoopback(client.account.baseUrl));
	if (unreachable !== undefined) return { ok: false, problem: unreachable };
	if (verifyToken === '') return { ok: false, problem: 'The WhatsApp Consent Account credential has no verify token. Think of one and put it there.' };

	const current = await client.getAppSubscription();
	if (!current.ok) return failed('The webhook of the Meta app could not be read.', current);
	const plan = planSubscription(current.value, callbackUrl, ours);
	if (plan.step === 'refuse') return inTheWay(plan.inTheWay, 'The Meta app already sends its webhooks to');
	const apps = await client.subscribedApps();
	if (!apps.ok) return failed('The subscriptions of the WhatsApp Business account could not be read.', apps);
	const own = apps.value.find(({ id }) => id === client.account.appId);
	const override = own?.overrideCallbackUrl;
	if (override !== undefined && override !== callbackUrl) return inTheWay(override, 'The WhatsApp Business account diverts its webhooks to');
	const number = await client.numberOverride();
	if (!number.ok) return failed('The webhook of the business number could not be read.', number);
	if (number.value !== undefined && number.value !== callbackUrl) return inTheWay(number.value, 'The business number diverts its webhooks to');

	const registration: Registration = { callbackUrl, app: current.value === undefined || ours.includes(current.value.callbackUrl), waba: own === undefined };
	if (plan.step === 'subscribe') {
		const missing = await subscribe(client, callbackUrl, verifyToken, plan.fields);
		if (!Array.isArray(missing)) return failed(`Meta did not accept the webhook address ${callbackUrl}. Check that WEBHOOK_URL is the public address of this n8n and that Meta can reach it.`, missing);
		if (missing.length > 0) registration.missingFields = missing;
	}
	if (own === undefined) {
		const subscribed = await client.subscribeWaba();
		if (!subscribed.ok) {
			if (registration.app) await client.unsubscribeApp();
			return failed('The WhatsApp Business account could not be subscribed to the Meta app.', subscribed);
		}
	}
	return { ok: true, registration };
}

/** What Meta answers to a field it does not know. */
const INVALID_PARAMETER = 100;

/** The fields Meta did not take, or the problem. */
async function subscribe(client: Registrar, callbackUrl: string, verifyToken: string, fields: string[]): Promise<string[] | CallProblem> {
	const whole = await client.subscribeApp({ callbackUrl, verifyToken, fields });
	if (whole.ok) return [];
	if (whole.code !== INVALID_PARAMETER) return whole;
	const needed = await client.subscribeApp({ callbackUrl, verifyToken, fields: NEEDED_FIELDS });
	return needed.ok ? fields.filter((field) => !NEEDED_FIELDS.some((known) => known === field)) : whole;
}

/** Takes down what `register` set up, unless the app's webhook has since become somebody else's: then nothing is touched. */
export async function unregister(client: Registrar, registration: Registration): Promise<{ ok: true } | { ok: false; problem: string }> {
	const current = await client.getAppSubscription();
	if (!current.ok) return failed('The webhook of the Meta app could not be read.', current);
	if (current.value !== undefined && current.value.callbackUrl !== registration.callbackUrl) return { ok: true };
	if (registration.waba) {
		const gone = await client.unsubscribeWaba();
		if (!gone.ok) return failed('The WhatsApp Business account could not be unsubscribed from the Meta app.', gone);
	}
	if (registration.app && current.value !== undefined) {
		const gone = await client.unsubscribeApp();
		if (!gone.ok) return failed('The webhook of the Meta app could not be taken away.', gone);
	}
	return { ok: true };
}

function inTheWay(url: string, who: string): { ok: false; problem: string; inTheWay: string } {
	return {
		ok: false,
		problem: `${who} ${url}, and an app has only one address for them. Remove that one (unpublish its workflow, or App Dashboard > WhatsApp > Configuration), use a Meta app of its own for consent, or set Registration to Manual.`,
		inTheWay: url,
	};
}

function failed(what: string, problem: CallProblem): { ok: false; problem: string } {
	return { ok: false, problem: `${what} ${problem.meaning} (${problem.code}: ${problem.detail})` };
}
