import { NodeOperationError } from 'n8n-workflow';

import { DEFAULT_LINK_DAYS, preferenceLink as linkFor, secretsProblem } from '../../../../shared/pages';
import { secretsIn } from '../../../common/pagesCredential';
import { storeConfig } from '../../../common/connections';
import { contactFields, contactOf, writtenContact } from '../../../common/contactFields';
import { pageOf, PAGES_CREDENTIAL, withLink } from '../../../common/docs';
import { eachItem } from '../../../common/eachItem';
import { itemsFrom } from '../../../common/items';
import type { Operation } from '../../../common/run';

export const preferenceLink: Operation = {
	fields: [
		...contactFields,
		{
			displayName: 'Page URL',
			name: 'pageUrl',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. https://n8n.example.com/webhook/1234/consent',
			description: 'Production URL of your Consent Pages node. Its page Preference Centre must be switched on.',
		},
		{
			displayName: 'Valid for (Days)',
			name: 'validForDays',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: DEFAULT_LINK_DAYS,
			description: 'How long the link opens the page. It opens it for this contact alone.',
		},
	],
	async execute(run) {
		const { functions, read } = run;
		const secrets = secretsIn(await functions.getCredentials('consentPagesApi'));
		const problem = secretsProblem(secrets, []);
		if (problem !== undefined) throw new NodeOperationError(functions.getNode(), 'The Consent Pages credential is not complete', { description: withLink(problem, PAGES_CREDENTIAL) });
		const { brand = 'default', defaultCountry } = storeConfig(await functions.getCredentials('consentStoreApi'));
		const now = Date.now();
		return await eachItem(run, async (item, index) => {
			const pageUrl = read<string>('pageUrl', index, '');
			if (!/^https?:\/\//.test(pageUrl) || !URL.canParse(pageUrl)) {
				throw new NodeOperationError(functions.getNode(), `“${pageUrl}” is not an address`, {
					itemIndex: index,
					description: withLink('Put the production URL of your Consent Pages node into the parameter Page URL.', pageOf(functions.getNode())),
				});
			}
			const days = read<number>('validForDays', index, DEFAULT_LINK_DAYS);
			const contact = contactOf(item.json, read, index);
			const link = linkFor(contact, { brand, secret: secrets.linkSecret, pageUrl, days, now, defaultCountry });
			if (link.ok) return itemsFrom([{ contact: link.contact, preferenceLink: link.url, expiresAt: link.expiresAt }], index);
			return itemsFrom([{ contact: writtenContact(contact), outcome: 'invalid', reason: `contact: ${link.problem}` }], index);
		});
	},
};
