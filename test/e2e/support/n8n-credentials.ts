import type { N8nRest } from './n8n-rest';

export interface SavedCredential {
	id: string;
	name: string;
	type: string;
}

type CredentialData = Record<string, string | number | boolean>;

export class N8nCredentials {
	constructor(private readonly rest: N8nRest) {}

	async create(type: string, name: string, data: CredentialData): Promise<SavedCredential> {
		return await this.rest.request<SavedCredential>('POST', '/credentials', { type, name, data });
	}

	async list(): Promise<SavedCredential[]> {
		return await this.rest.request<SavedCredential[]>('GET', '/credentials');
	}

	async update(credential: SavedCredential, data: CredentialData): Promise<SavedCredential> {
		return await this.rest.request<SavedCredential>('PATCH', `/credentials/${credential.id}`, { type: credential.type, name: credential.name, data });
	}

	async delete(id: string): Promise<void> {
		await this.rest.request('DELETE', `/credentials/${id}`);
	}

	/** Presses "Test" in the credential's dialogue. */
	async test(credential: SavedCredential, data: CredentialData): Promise<{ status: 'OK' | 'Error'; message: string }> {
		return await this.rest.request('POST', '/credentials/test', { credentials: { ...credential, data } });
	}
}
