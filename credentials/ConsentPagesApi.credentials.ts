import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

export class ConsentPagesApi implements ICredentialType {
	name = 'consentPagesApi';

	displayName = 'Consent Pages API';

	icon: Icon = { light: 'file:../icons/pages.svg', dark: 'file:../icons/pages.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-whatsapp-consent/n8n-nodes-whatsapp-consent/blob/main/docs/credentials.md#consent-pages';

	properties: INodeProperties[] = [
		{
			displayName: 'User Name',
			name: 'userName',
			type: 'string',
			default: '',
			placeholder: 'e.g. nathan',
			description: 'Login of an operator. The name is kept with every change they make.',
		},
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'At least 8 characters; better a whole sentence',
		},
		{
			displayName: 'Further Operators',
			name: 'furtherPasswords',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. maria:her password, jim:his password',
			description: 'Name and password of each, with a colon between, comma-separated. Put a password with commas in double quotes.',
		},
		{
			displayName: 'Link Secret',
			name: 'linkSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'A long random text of your own, at least 16 characters. It signs preference links and forms: whoever changes it makes all links sent so far invalid.',
		},
		{
			displayName: 'API Secret',
			name: 'apiSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'What other systems send to post opt-ins and opt-outs as JSON. Empty switches that off.',
		},
	];
}
