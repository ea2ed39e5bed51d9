import { createHash, timingSafeEqual } from 'node:crypto';
import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { StoreError, type Emitted } from '../../shared';
import { isWebhook, verifySignature } from '../../shared/whatsapp';
import { parseBody } from './body';
import { credentialsOf } from './credentialsOf';
import { recipientOf, take } from './take';
import type { Taken } from './take';
import { togetherOf } from './together';
import type { Outcome } from './together';

const OUTPUTS = ['optIn', 'optOut', 'other'] as const;

/** Meta's call: the handshake by GET, everything else by POST. */
export async function answerWebhook(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	return context.getWebhookName() === 'setup' ? await handshake(context) : await delivery(context);
}

async function handshake(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const query = context.getQueryData() as IDataObject;
	if (query['hub.mode'] === undefined) {
		return answer(context, 200, 'This is the webhook of a WhatsApp Consent Trigger. It is up; Meta delivers to it by POST.');
	}
	const verifyToken = await secret(context, 'verifyToken');
	const matches = query['hub.mode'] === 'subscribe' && verifyToken !== '' && sameText(String(query['hub.verify_token'] ?? ''), verifyToken);
	if (!matches) {
		context.logger.warn('WhatsApp Consent Trigger refused a webhook handshake: the verify token is not the one of the credential');
		return answer(context, 403, 'The verify token is not the one of the credential');
	}
	return answer(context, 200, String(query['hub.challenge'] ?? ''));
}

async function delivery(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const secrets = (await secret(context, 'appSecret')).split(',').map((one) => one.trim()).filter((one) => one !== '');
	const rawBody = context.getRequestObject().rawBody ?? Buffer.alloc(0);
	if (!verifySignature(rawBody, context.getHeaderData()['x-hub-signature-256'], secrets)) {
		context.logger.warn('WhatsApp Consent Trigger refused a delivery: its signature does not fit the App Secret of the credential');
		return answer(context, 401, 'The signature does not fit the App Secret of the credential');
	}
	const body = parseBody(rawBody);
	if (!body.ok) return answer(context, 400, body.problem);
	if (!isWebhook(body.json)) return answer(context, 400, 'The body is no WhatsApp webhook');

	const together = togetherOf(`${context.getMode()}/${recipientOf(context)}`);
	let turn = await together.join(body.json, rawBody.length);
	if (!turn.leads && turn.outcome === 'alone') turn = await together.join(body.json, rawBody.length, true);
	if (turn.leads) return await lead(context, turn.deliveries, turn.done);
	return turn.outcome === 'sure' ? answer(context, 200, '') : answer(context, 503, 'The delivery may not have been handed on; deliver again');
}

/** Records and hands on deliveries that came together, in the name of the first. */
async function lead(context: IWebhookFunctions, deliveries: unknown[], done: (outcome: Outcome) => void): Promise<IWebhookResponseData> {
	let taken: Taken;
	try {
		taken = await take(context, deliveries, Date.now());
	} catch (error) {
		// What one of them brings may be at fault, but a store that is away is away for all.
		done(error instanceof StoreError ? 'unsure' : 'alone');
		// Anything but 200 makes Meta deliver again: better twice than never.
		const name = error instanceof Error ? error.name : 'Error';
		context.logger.error(`WhatsApp Consent Trigger could not record a delivery (${name}); Meta will deliver it again`);
		return answer(context, 503, 'The consent store is not reachable; deliver again');
	}
	if (taken.emitted.length === 0) {
		done('sure');
		await taken.giveBack();
		return answer(context, 200, '');
	}
	rememberHandOver(context, taken, done);
	return { webhookResponse: '', workflowData: OUTPUTS.map((output) => itemsOf(taken.emitted, output)) };
}

/**
 * n8n answers 200 once it has created the execution; only then is the hand-over sure. Until this is written down, a second delivery
 * of the same signal is emitted again, marked as such.
 */
function rememberHandOver(context: IWebhookFunctions, taken: Taken, done: (outcome: Outcome) => void): void {
	const response = context.getResponseObject();
	const whenClosed = (): void => {
		const isSure = response.writableFinished && response.statusCode === 200;
		done(isSure ? 'sure' : 'unsure');
		const noted = isSure ? taken.handedOver() : Promise.resolve();
		noted
			.catch((error: unknown) => {
				const name = error instanceof Error ? error.name : 'Error';
				context.logger.warn(`WhatsApp Consent Trigger could not note a hand-over (${name}); a second delivery would be emitted again`);
			})
			.finally(() => void taken.giveBack());
	};
	// Meta may have hung up while the store was at work; then there is no event to wait for.
	if (response.closed) whenClosed();
	else response.once('close', whenClosed);
}

function itemsOf(emitted: Emitted[], output: Emitted['output']): INodeExecutionData[] {
	return emitted.filter((item) => item.output === output).map(({ json }) => ({ json: json as IDataObject }));
}

async function secret(context: IWebhookFunctions, name: 'appSecret' | 'verifyToken'): Promise<string> {
	const value = (await credentialsOf(context, 'whatsAppConsentApi'))[name];
	return typeof value === 'string' ? value.trim() : '';
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
