import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { openStore, receive } from '../../shared';
import type { ConsentStore, Emitted, ReceivingOptions, StoreConfig } from '../../shared';
import { noteTemplates, templateChanges } from '../../shared/gate';
import { interpret, readWebhook } from '../../shared/whatsapp';
import type { WebhookItem } from '../../shared/whatsapp';
import { storeConfig } from '../common/connections';
import { credentialsOf } from './credentialsOf';
import { handOversOf } from './handOvers';
import { receivingOptions } from './options';
import { settingsOf } from './settingsOf';
import { storeNameOf } from './storeName';

/** What came out of deliveries. The stores stay open until they are given back. */
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

/** Records what deliveries say, per brand, and gives what goes on in the workflow. */
export async function take(context: IWebhookFunctions, bodies: unknown[], now: number): Promise<Taken> {
	const config = storeConfig(await credentialsOf(context, 'consentStoreApi'));
	const parts: Part[] = [];
	const giveBack = async (): Promise<void> => void (await Promise.all(parts.map(async ({ store }) => await store.close())));
	let isDone = false;
	try {
		const brands = brandsOf(context);
		const read = bodies.flatMap((body) => readWebhook(body, { receivedAt: now }));
		for (const [brand, updates] of byBrand(read, brands)) {
			const own: StoreConfig = brand === '' ? config : { ...config, brand };
			const part: Part = { name: storeNameOf(own), store: await openStore(own), emitted: [] };
			parts.push(part);
			part.emitted = await takePart(context, part, updates, now);
		}
		await tellOtherBrands(read, brands, config);
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
	const { settings, damaged } = await settingsOf(name, store, now);
	if (damaged) context.logger.error('WhatsApp Consent Trigger found the settings in the consent store damaged. Opt-outs are recorded with the built-in keywords; save the settings anew.');
	const options: ReceivingOptions = { ...receivingOptions(read, settings), recipient: recipientOf(context), settingsDamaged: settings === undefined };
	const emitted = await receive(interpret(updates, options.understanding), store, options, now);
	const handOvers = handOversOf(name);
	return emitted.filter(({ signalId }) => !handOvers.has(signalId));
}

/** Two triggers on one store are two listeners, each with a workflow to start. */
export function recipientOf(context: IWebhookFunctions): string {
	return `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
}

/** A template belongs to the account, not to one of its numbers: gates of every brand go by what is said of it. */
async function tellOtherBrands(updates: WebhookItem[], brands: Map<string, string>, config: StoreConfig): Promise<void> {
	const shared = updates.filter((update) => update.phoneNumberId === undefined && templateChanges(update).length > 0);
	if (shared.length === 0) return;
	for (const brand of new Set(brands.values())) {
		if (brand === '') continue;
		const store = await openStore({ ...config, brand });
		try {
			await noteTemplates(shared, store);
		} finally {
			await store.close();
		}
	}
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
