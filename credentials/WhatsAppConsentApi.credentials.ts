import type { IAuthenticateGeneric, ICredentialTestRequest, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

export class WhatsAppConsentApi implements ICredentialType {
	name = 'whatsAppConsentApi';

	displayName = 'WhatsApp Consent Account API';

	icon: Icon = { light: 'file:../icons/consent.svg', dark: 'file:../icons/consent.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-whatsapp-consent/n8n-nodes-whatsapp-consent/blob/main/docs/credentials.md#whatsapp-account';

	properties: INodeProperties[] = [
		{
			displayName: 'Access Token',
			name: 'accessToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description: 'Token of a system user with the permissions whatsapp_business_messaging and whatsapp_business_management',
		},
		{
			displayName: 'Phone Number ID',
			name: 'phoneNumberId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 106540352242922',
			description: 'ID of the business phone number that sends, from WhatsApp Manager (not the number itself)',
		},
		{
			displayName: 'WhatsApp Business Account ID',
			name: 'businessAccountId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. 102290129340398',
			description: 'ID of the account that the number belongs to, beside the number in WhatsApp Manager',
		},
		{
			displayName: 'App ID',
			name: 'appId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 670843887433847',
			description: 'ID of the Meta app whose webhook is used. Needed by the trigger only.',
		},
		{
			displayName: 'App Secret',
			name: 'appSecret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Secret of the Meta app, with which Meta signs its webhooks. While you change it, write the new and the old one, comma-separated. Needed by the trigger only.',
		},
		{
			displayName: 'Verify Token',
			name: 'verifyToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. a long random word of your own',
			description: 'A word of your own choosing that Meta repeats when the webhook is set up. Needed by the trigger only.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://graph.facebook.com',
			description: 'Address of the Graph API. Change it only for tests against a simulator.',
		},
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'string',
			default: 'v25.0',
			placeholder: 'e.g. v25.0',
			description: 'Version of the Graph API. Leave it unless Meta announces its end.',
		},
	];

	authenticate: IAuthenticateGeneric = {
		type: 'generic',
		properties: { headers: { Authorization: '=Bearer {{$credentials.accessToken}}' } },
	};

	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{$credentials.baseUrl}}/{{$credentials.apiVersion}}',
			url: '=/{{$credentials.phoneNumberId}}?fields=id,display_phone_number,verified_name',
		},
	};
}
