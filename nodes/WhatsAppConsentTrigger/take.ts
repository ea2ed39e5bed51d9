import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { openStore, receive } from '../../shared';
import type { ConsentStore, Emitted, StoreConfig } from '../../shared';
import { interpret, readWebhook } from '../../shared/whatsapp';
import type { WebhookItem } from '../../shared/whatsapp';
import { storeConfig } from '../common/connections';
import { credentialsOf } from './credentialsOf';
import { handOversOf } from './handOvers';
import { receivingOptions } from './options';
import { settingsOf } from './settingsOf';
import { storeNameOf } from './storeName';

/** What came out of a delivery. The stores stay open until they are given back. */
export interface Taken {
	emitted: Emitted[];
	/** Writes down that the workflow has got everything. */
	handedOver(): Promise<void>;
	giveBack(): Promise<void>;
}

interface Part {
	name: string;
	store: ConsentStore;
	emitted: Emitted[];
}

/** Records what a delivery says, per brand, and gives what goes on in the workflow. */
export async function take(context: IWebhookFunctions, body: unknown, now: number): Promise<Taken> {
	const config = storeConfig(await credentialsOf(context, 'consentStoreApi'));
	const parts: Part[] = [];
	const giveBack = async (): Promise<void> => void (await Promise.all(parts.map(async ({ store }) => await store.close())));
	let isDone = false;
	try {
		for (const [brand, updates] of byBrand(readWebhook(body, { receivedAt: now }), brandsOf(context))) {
			const own: StoreConfig = brand === '' ? config : { ...config, brand };
			const part: Part = { name: storeNameOf(own), store: await openStore(own), emitted: [] };
			parts.push(part);
			part.emitted = await takePart(context, part, updates, now);
		}
		isDone = true;
	} finally {
		if (!isDone) await giveBack();
	}
	return {
		emitted: parts.flatMap(({ emitted }) => emitted),
		handedOver: async () =>
			void (await Promise.all(parts.map(async ({ name, store, emitted }) => await handOversOf(name).note(store, emitted.map(({ signalId }) => signalId))))),
		giveBack,
	};
}

async function takePart(context: IWebhookFunctions, { name, store }: Part, updates: WebhookItem[], now: number): Promise<Emitted[]> {
	const read = (parameter: string, fallback: unknown): unknown => context.getNodeParameter(parameter, fallback as object);
	const options = receivingOptions(read, await settingsOf(name, store, now));
	const emitted = await receive(interpret(updates, options.understanding), store, options, now);
	const handOvers = handOversOf(name);
	return emitted.filter(({ signalId }) => !handOvers.has(signalId));
}

function byBrand(updates: WebhookItem[], brands: Map<string, string>): Map<string, WebhookItem[]> {
	const parts = new Map<string, WebhookItem[]>();
	for (const update of updates) {
		const brand = brands.get(update.phoneNumberId ?? '') ?? '';
		const part = parts.get(brand);
		if (part === undefined) parts.set(brand, [update]);
		else part.push(update);
	}
	return parts;
}

function brandsOf(context: IWebhookFunctions): Map<string, string> {
	return new Map(brandRows(context.getNodeParameter('brands', {}) as IDataObject).map(({ phoneNumberId, brand }) => [phoneNumberId, brand]));
}

/** The mapping of numbers to brands, as the operator filled it in. */
export function brandRows(written: IDataObject): Array<{ phoneNumberId: string; brand: string }> {
	const mapping = (written.mapping ?? []) as Array<{ phoneNumberId?: string; brand?: string }>;
	return mapping.map(({ phoneNumberId = '', brand = '' }) => ({ phoneNumberId: phoneNumberId.trim(), brand: brand.trim() }));
}
