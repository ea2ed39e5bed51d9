import type { IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { secretsProblem } from '../../shared/pages';
import type { PageName } from '../../shared/pages';
import { PAGES_CREDENTIAL, withLink } from '../common/docs';
import { secretsIn } from '../common/pagesCredential';

/** Pages that could not be protected are not put up at all. */
export async function checkSetUp(hook: IHookFunctions): Promise<void> {
	const pages = hook.getNodeParameter('pages', []) as PageName[];
	const problem = secretsProblem(secretsIn(await hook.getCredentials('consentPagesApi')), pages);
	if (problem === undefined) return;
	// When a workflow can't be published, n8n shows the message alone.
	throw new NodeOperationError(hook.getNode(), `The Consent Pages credential is not complete. ${problem}`, { description: withLink(undefined, PAGES_CREDENTIAL) });
}
