import { createHash, timingSafeEqual } from 'node:crypto';
import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { receive, understand } from '../../shared';
import type { ConsentSettings, Emitted } from '../../shared';
import { isWebhook, verifySignature } from '../../shared/whatsapp';
import type { WebhookItem } from '../../shared/whatsapp';
import { accountOf, withStore } from '../common/connections';
import { receivingOptions } from './options';

const OUTPUTS = ['optIn', 'optOut', 'other'] as const;

/** Meta's call: the handshake by GET, everything else by POST. */
export async function answerWebhook(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	return context.getWebhookName() === 'setup' ? await handshake(context) : await delivery(context);
}

async function handshake(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const query = context.getQueryData() as IDataObject;
	const { verifyToken = '' } = await accountOf(context);
	if (query['hub.mode'] === undefined) {
		return answer(context, 200, 'This is the webhook of a WhatsApp Consent Trigger. It is up; Meta delivers to it by POST.');
	}
	const matches = query['hub.mode'] === 'subscribe' && verifyToken !== '' && sameText(String(query['hub.verify_token'] ?? ''), verifyToken);
	if (!matches) {
		context.logger.warn('WhatsApp Consent Trigger refused a webhook handshake: the verify token is not the one of the credential');
		return answer(context, 403, 'The verify token is not the one of the credential');
	}
	return answer(context, 200, String(query['hub.challenge'] ?? ''));
}

async function delivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const request = context.getRequestObject();
	const { appSecret } = await accountOf(context);
	const secrets = appSecret.split(',').map((secret) => secret.trim()).filter((secret) => secret !== '');
	const rawBody = request.rawBody ?? Buffer.alloc(0);
	if (!verifySignature(rawBody, context.getHeaderData()['x-hub-signature-256'], secrets)) {
		context.logger.warn('WhatsApp Consent Trigger refused a delivery: its signature does not fit the App Secret of the credential');
		return answer(context, 401, 'The signature does not fit the App Secret of the credential');
	}
	const body = parsed(rawBody);
	if (!isWebhook(body)) return answer(context, 400, 'The body is no WhatsApp webhook');

	let found: Found[];
	try {
		found = await take(context, body, Date.now());
	} catch (error) {
		// Anything but 200 makes Meta deliver again: better twice than never.
		const name = error instanceof Error ? error.name : 'Error';
		context.logger.error(`WhatsApp Consent Trigger could not record a delivery (${name}); Meta will deliver it again`);
		return answer(context, 503, 'The consent store is not reachable; deliver again');
	}
	if (found.every(({ emitted }) => emitted.length === 0)) return answer(context, 200, '');
	rememberHandOver(context, found);
	const all = found.flatMap(({ emitted }) => emitted);
	return { webhookResponse: '', workflowData: OUTPUTS.map((output) => itemsOf(all, output)) };
}

interface Found {
	brand: string;
	emitted: Emitted[];
}

/** Records what the body says, per brand, and gives what goes on in the workflow. */
async function take(context: IWebhookFunctions, body: unknown, now: number): Promise<Found[]> {
	const read = (name: string, fallback: unknown): unknown => context.getNodeParameter(name, fallback as object);
	const brands = brandsOf(context.getNodeParameter('brands', {}) as IDataObject);
	const options = await withStore(context, async (store) => receivingOptions(read, keywordsIn(await store.settings())));
	const byBrand = new Map<string, WebhookItem[]>();
	for (const update of understand(body, options, now)) {
		const brand = brands.get(update.phoneNumberId ?? '') ?? '';
		byBrand.set(brand, [...(byBrand.get(brand) ?? []), update]);
	}
	const found: Found[] = [];
	for (const [brand, updates] of byBrand) {
		found.push({ brand, emitted: await withStore(context, async (store) => await receive(updates, store, options, now), brand) });
	}
	return found;
}

/**
 * n8n answers 200 once it has created the execution; only then is the hand-over sure. Until this is written down, a second delivery
 * of the same signal is emitted again, marked as such.
 */
function rememberHandOver(context: IWebhookFunctions, found: Found[]): void {
	const response = context.getResponseObject();
	response.once('finish', () => {
		if (response.statusCode !== 200) return;
		for (const { brand, emitted } of found) {
			const signalIds = emitted.map(({ signalId }) => signalId);
			withStore(context, async (store) => await store.handedOver(signalIds), brand).catch((error: unknown) => {
				const name = error instanceof Error ? error.name : 'Error';
				context.logger.warn(`WhatsApp Consent Trigger could not note a hand-over (${name}); a second delivery would be emitted again`);
			});
		}
	});
}

function itemsOf(emitted: Emitted[], output: Emitted['output']): INodeExecutionData[] {
	return emitted.filter((item) => item.output === output).map(({ json }) => ({ json: json as IDataObject }));
}

function brandsOf(written: IDataObject): Map<string, string> {
	const mapping = (written.mapping ?? []) as Array<{ phoneNumberId: string; brand: string }>;
	return new Map(mapping.map(({ phoneNumberId, brand }) => [phoneNumberId.trim(), brand.trim()]));
}

function keywordsIn(settings: ConsentSettings): { optOut: string[]; optIn: string[]; help: string[] } {
	return { optOut: settings.optOutKeywords, optIn: settings.optInKeywords, help: settings.helpKeywords };
}

function parsed(rawBody: Buffer): unknown {
	try {
		return JSON.parse(rawBody.toString('utf8'));
	} catch {
		return undefined;
	}
}

/** Both digests are equally long, so the comparison takes the same time whatever was sent. */
function sameText(given: string, expected: string): boolean {
	const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
	return timingSafeEqual(digest(given), digest(expected));
}

function answer(context: IWebhookFunctions, status: number, text: string): IWebhookResponseData {
	context.getResponseObject().status(status).type('text/plain').send(text);
	return { noWebhookResponse: true };
}
