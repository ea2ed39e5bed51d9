import type { ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

const onlyFor = (backend: string): INodeProperties['displayOptions'] => ({ show: { backend: [backend] } });

export class ConsentStoreApi implements ICredentialType {
	name = 'consentStoreApi';

	displayName = 'Consent Store API';

	icon: Icon = { light: 'file:../icons/store.svg', dark: 'file:../icons/store.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-whatsapp-consent/n8n-nodes-whatsapp-consent/blob/main/docs/credentials.md#consent-store';

	properties: INodeProperties[] = [
		{
			displayName: 'Backend',
			name: 'backend',
			type: 'options',
			noDataExpression: true,
			options: [
				{
					name: 'SQLite File',
					value: 'sqlite',
					description: 'A file beside n8n, nothing to set up. For one n8n instance.',
				},
				{
					name: 'PostgreSQL',
					value: 'postgres',
					description: 'A database that several n8n workers share (queue mode)',
				},
			],
			default: 'sqlite',
		},
		{
			displayName: 'File Path',
			name: 'filePath',
			type: 'string',
			default: '',
			placeholder: 'e.g. /home/node/.n8n/whatsapp-consent.sqlite',
			description: "Empty for a file in n8n's own user folder. It must be on a local disk, not on a network share.",
			displayOptions: onlyFor('sqlite'),
		},
		{ displayName: 'Host', name: 'host', type: 'string', default: 'localhost', displayOptions: onlyFor('postgres') },
		{ displayName: 'Port', name: 'port', type: 'number', default: 5432, displayOptions: onlyFor('postgres') },
		{ displayName: 'Database', name: 'database', type: 'string', default: '', displayOptions: onlyFor('postgres') },
		{ displayName: 'User', name: 'user', type: 'string', default: '', displayOptions: onlyFor('postgres') },
		{
			displayName: 'Password',
			name: 'password',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			displayOptions: onlyFor('postgres'),
		},
		{
			displayName: 'SSL',
			name: 'ssl',
			type: 'options',
			options: [
				{ name: 'Allow', value: 'allow', description: 'Encrypted, without checking the certificate' },
				{ name: 'Disable', value: 'disable', description: 'Not encrypted' },
				{ name: 'Require', value: 'require', description: 'Encrypted, certificate checked' },
			],
			default: 'disable',
			description: 'Over the internet choose Require',
			displayOptions: onlyFor('postgres'),
		},
		{
			displayName: 'Schema',
			name: 'schema',
			type: 'string',
			default: 'public',
			description: 'Where the one table of the store is made',
			displayOptions: onlyFor('postgres'),
		},
		{
			displayName: 'Brand',
			name: 'brand',
			type: 'string',
			default: 'default',
			placeholder: 'e.g. my-shop',
			description:
				'The business that consent is given to. Several brands can share one store, and nothing crosses from one to another.',
		},
		{
			displayName: 'Default Country',
			name: 'defaultCountry',
			type: 'string',
			default: '',
			placeholder: 'e.g. DE',
			description: 'Two-letter country of phone numbers that are written without a country code',
		},
	];
}
