import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { IDataObject, INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import type { ConsentSettings } from '../../shared';
import { formTokens, plainPage, secretsProblem, servePages, Slowdown, Throttle, visit } from '../../shared/pages';
import type { Brakes, PageItem, PageRequest, PageResponse, PagesContext } from '../../shared/pages';
import { storeConfig, withStore } from '../common/connections';
import { secretsIn } from '../common/pagesCredential';
import { pageRequest } from './request';
import { pagesSettings } from './settings';

const OUTPUTS = ['optIn', 'optOut', 'changed'] as const;
const HOUR_MS = 3_600_000;

/** Shared by all requests that this process answers. */
const BRAKES: Brakes = { logins: new Slowdown(), optIns: new Throttle(HOUR_MS) };

/** Answers one visitor. What they changed is in the store before they are told so, and goes on in the workflow. */
export async function answerVisitor(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const response = context.getResponseObject();
	const request = pageRequest(context);
	const setting = await settingOf(context);
	try {
		const problem = secretsProblem(setting.secrets, setting.settings.pages);
		if (problem !== undefined) throw new Error(`the credential is not complete: ${problem}`);
		const items = await withStore(context, async (store) => {
			const served = await servePages(request, { ...setting, store, consentSettings: await store.settings() });
			// Inside the loan of the store, since a long answer reads on while it is written.
			await write(response, served.response);
			return served.items;
		});
		return handedOn(items);
	} catch (error) {
		const name = error instanceof Error ? error.name : 'Error';
		context.logger.error(`Consent Pages could not answer a visitor (${name}); they were told that nothing was changed`);
		if (response.headersSent) response.destroy();
		else await write(response, apology(request, setting));
		return { noWebhookResponse: true };
	}
}

type Setting = Omit<PagesContext, 'store' | 'consentSettings'>;

async function settingOf(context: IWebhookFunctions): Promise<Setting> {
	const secrets = secretsIn(await context.getCredentials('consentPagesApi'));
	const { brand = 'default', defaultCountry = '' } = storeConfig(await context.getCredentials('consentStoreApi'));
	const random = (): string => randomBytes(16).toString('base64url');
	const now = Date.now();
	const read = (name: string, fallback: unknown): unknown => context.getNodeParameter(name, fallback as object);
	return {
		brand,
		settings: pagesSettings(read, { defaultCountry, timeZone: context.getTimezone() }),
		secrets,
		brakes: BRAKES,
		tokens: formTokens(secrets.linkSecret, now, random),
		now,
		random,
	};
}

/** The store can't be reached, so nothing was changed; this page needs no store. */
function apology(request: PageRequest, setting: Setting): PageResponse {
	const without = { ...setting, consentSettings: {} as ConsentSettings } as PagesContext;
	const visited = visit(request, without);
	if (request.query.page !== 'api') return plainPage(visited, 503, visited.texts.unavailable, '');
	return { status: 503, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ error: 'The consent store is not reachable. Nothing is known to have been recorded; send it again.' }) };
}

async function write(response: ServerResponse, { status, headers, body }: PageResponse): Promise<void> {
	response.writeHead(status, headers);
	if (typeof body === 'string' || Buffer.isBuffer(body)) {
		response.end(body);
		return;
	}
	for await (const part of body) {
		if (response.destroyed) return;
		if (!response.write(part)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
	}
	response.end();
}

function handedOn(items: PageItem[]): IWebhookResponseData {
	if (items.length === 0) return { noWebhookResponse: true };
	const itemsOf = (output: PageItem['output']): INodeExecutionData[] =>
		items.filter((item) => item.output === output).map(({ json }) => ({ json: json as IDataObject }));
	return { noWebhookResponse: true, workflowData: OUTPUTS.map(itemsOf) };
}
