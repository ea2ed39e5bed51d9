import { our, type Step } from './line-of-nodes';
import type { Stage } from './stage';

/** A way to send a marketing template at the end of a line of nodes. */
export interface SenderKind {
	name: string;
	step(stage: Stage): Step;
	/** Sends to whom it itself finds allowed, whether they come through a gate or past it. */
	asksItself: boolean;
}

const TEMPLATE = { name: 'related_products', language: 'en_US', word: 'bread' };

const httpRequest: SenderKind = {
	name: "n8n's HTTP Request, wired to the pass",
	asksItself: false,
	step: ({ simulator, credentials }) => ({
		name: 'Send',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method: 'POST',
			url: `${simulator.url}/v25.0/${simulator.account.phoneNumberId}/messages`,
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'whatsAppConsentApi',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ JSON.stringify({ messaging_product: 'whatsapp', to: $json.consent.recipient, type: 'template', template: { name: '${TEMPLATE.name}', language: { code: '${TEMPLATE.language}' }, components: [{ type: 'body', parameters: [{ type: 'text', text: '${TEMPLATE.word}' }] }] } }) }}`,
		},
		node: { credentials: { whatsAppConsentApi: credentials.whatsAppConsentApi }, onError: 'continueRegularOutput' },
	}),
};

const sendWithConsent = (name: string, gateHere: boolean, parameters: Record<string, unknown> = {}): SenderKind => ({
	name,
	asksItself: gateHere,
	step: ({ credentials }) => ({
		name: 'Send',
		type: our('sendWithConsent'),
		parameters: {
			templateName: TEMPLATE.name,
			templateLanguage: TEMPLATE.language,
			templateParameters: { body: [{ value: TEMPLATE.word }] },
			rule: 'required',
			armed: true,
			gateHere,
			messagesPerSecond: 1000,
			...parameters,
		},
		node: { credentials, onError: 'continueRegularOutput' },
	}),
});

export const SENDERS = {
	http: httpRequest,
	ours: sendWithConsent('Send With Consent', true),
	oursBehindGate: sendWithConsent('Send With Consent that wants a pass', false),
	oursWiredToPass: sendWithConsent('Send With Consent, wired to the pass', true, { contactField: 'consent.recipient' }),
};

/** Addresses that accepted messages went to, in order. */
export function reachedOn(stage: Stage): string[] {
	return stage.simulator.log.sends({ outcome: 'accepted' }).map(({ to, recipient }) => String(to ?? recipient)).sort();
}
