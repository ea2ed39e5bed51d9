import type { ICredentialDataDecryptedObject, ICredentialsDecrypted, ICredentialTestFunctions, INodeCredentialTestResult } from 'n8n-workflow';

import { readSecrets, secretsProblem } from '../../shared/pages';
import type { PagesSecrets } from '../../shared/pages';

export function secretsIn(data: ICredentialDataDecryptedObject): PagesSecrets {
	const text = (name: string): string => (typeof data[name] === 'string' ? data[name] : '');
	return readSecrets({
		userName: text('userName'),
		password: text('password'),
		furtherPasswords: text('furtherPasswords'),
		linkSecret: text('linkSecret'),
		apiSecret: text('apiSecret'),
	});
}

/** Nothing outside is asked: the credential is tested for being complete and hard to guess. */
export async function consentPagesSecrets(
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const problem = secretsProblem(secretsIn(credential.data ?? {}), []);
	return problem === undefined ? { status: 'OK', message: 'Logins and secrets are fit for use' } : { status: 'Error', message: problem };
}
