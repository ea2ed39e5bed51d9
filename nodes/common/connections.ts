import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	INodeCredentialTestResult,
	IWebhookFunctions,
} from 'n8n-workflow';

import { openStore } from '../../shared';
import type { ConsentStore, StoreConfig } from '../../shared';
import { createClient } from '../../shared/whatsapp';
import type { WhatsAppAccount, WhatsAppClient } from '../../shared/whatsapp';
import { defaultStoreFile } from './userFolder';

type WithCredentials = IExecuteFunctions | IWebhookFunctions | IHookFunctions | ILoadOptionsFunctions;

/**
 * Lends the store of the node's credential to some work. The connection behind it is shared by all executions of a process and
 * outlives the loan; the domain closes it when nobody has used it for a while.
 */
export async function withStore<T>(
	context: WithCredentials,
	work: (store: ConsentStore) => Promise<T>,
	brand?: string,
): Promise<T> {
	const config = storeConfig(await context.getCredentials('consentStoreApi'));
	const store = await openStore(brand === undefined || brand === '' ? config : { ...config, brand });
	try {
		return await work(store);
	} finally {
		await store.close();
	}
}

export function storeConfig(data: ICredentialDataDecryptedObject): StoreConfig {
	const shared = {
		brand: text(data.brand) ?? 'default',
		...(text(data.defaultCountry) === undefined ? {} : { defaultCountry: text(data.defaultCountry) }),
	};
	if (data.backend === 'postgres') {
		return {
			backend: 'postgres',
			host: text(data.host) ?? 'localhost',
			port: Number(data.port ?? 5432),
			database: text(data.database) ?? '',
			user: text(data.user) ?? '',
			password: typeof data.password === 'string' ? data.password : '',
			ssl: data.ssl === 'allow' || data.ssl === 'require' ? data.ssl : 'disable',
			schema: text(data.schema) ?? 'public',
			...shared,
		};
	}
	return { backend: 'sqlite', filePath: text(data.filePath) ?? defaultStoreFile(), ...shared };
}

/** Tests the credential by really opening the store. */
export async function consentStoreConnection(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	try {
		const store = await openStore(storeConfig(credential.data ?? {}));
		await store.settings();
		await store.close();
		return { status: 'OK', message: 'The consent store is open and ready' };
	} catch (error) {
		return { status: 'Error', message: error instanceof Error ? error.message : String(error) };
	}
}

/** The brand that the node's store credential is for. */
export async function brandOf(context: WithCredentials): Promise<string> {
	return storeConfig(await context.getCredentials('consentStoreApi')).brand ?? 'default';
}

export async function accountOf(context: WithCredentials): Promise<WhatsAppAccount> {
	const data = await context.getCredentials('whatsAppConsentApi');
	const plain = (name: string): string => text(data[name]) ?? '';
	return {
		accessToken: plain('accessToken'),
		phoneNumberId: plain('phoneNumberId'),
		businessAccountId: plain('businessAccountId'),
		appId: plain('appId'),
		appSecret: plain('appSecret'),
		verifyToken: plain('verifyToken'),
		baseUrl: plain('baseUrl') || 'https://graph.facebook.com',
		apiVersion: plain('apiVersion') || 'v25.0',
	};
}

export async function clientOf(context: WithCredentials): Promise<WhatsAppClient> {
	return createClient(await accountOf(context));
}

function text(value: unknown): string | undefined {
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
