import type { INodeParameters } from 'n8n-workflow';

import type { NodesStage } from './support/nodes-stage';
import type { OpenedNode } from './support/opened-node';

/** Labels of the credentials on nodes, and the names under which the test's n8n has them. */
export const CREDENTIALS = { 'Consent Pages': 'Consent pages', 'Consent Store': 'Consent store', 'WhatsApp Account': 'WhatsApp account' };

/** What somebody who never read code does with a node: what they search for, what they set, and what they see after they ran it. */
export interface Task {
	/** Words typed into the nodes panel; every one of them must find the node, and the last is the one it is added by. */
	words: string[];
	/** The action chosen from the panel, and what it sets. */
	action?: { name: string; parameters: INodeParameters };
	/** The credentials it asks for, as they are called on the node. */
	credentials: Array<keyof typeof CREDENTIALS>;
	/** Items that come in; a trigger has none. */
	items?(): object[];
	setUp?(node: OpenedNode, stage: NodesStage): Promise<void>;
	/** What happens while a trigger listens at its test URL. */
	event?(stage: NodesStage, url: string): Promise<void>;
	/** Texts that stand on the right afterwards. */
	seen: string[];
	/** What stands there once another output is chosen. */
	branch?: { name: string; seen: string[] };
}

const ADA = '+15551230001';
const BEN = '+15551230012';
const CHLOE = '+33612345678';
const STOP_OF_ADA = { action: 'opt_out', contact: ADA, phone: ADA, lists: ['*'], door: 'keyword', language: 'en', changed: true, previousStatus: 'opted_in', status: 'opted_out', eventId: 'stop-of-ada' };
const PEOPLE = [{ phone: ADA }, { phone: BEN }, { phone: CHLOE }, { phone: '555-01' }];

export const TASKS: Record<string, Task> = {
	WhatsAppConsentTrigger: {
		words: ['GDPR', 'keyword', 'STOP'],
		credentials: ['WhatsApp Account', 'Consent Store'],
		async event({ simulator }, url) {
			await simulator.sendAs('+15551230099', { type: 'text', text: { body: 'STOP' } }, { how: { url } });
		},
		seen: ['Opt-In Branch', 'Opt-Out Branch (1 item)', 'Other Branch'],
		branch: { name: 'Opt-Out Branch', seen: ['opt_out', '+15551230099'] },
	},
	ConsentPages: {
		words: ['preference centre', 'QR code', 'unsubscribe page'],
		credentials: ['Consent Pages', 'Consent Store'],
		async setUp(node) {
			await node.field('businessName').fill('Blue Door Bakery');
		},
		async event({ signUp }, url) {
			await signUp(url);
		},
		seen: ['Opt-In Branch (1 item)', '+14155552671'],
	},
	ConsentRead: {
		words: ['proof', 'segment', 'audience'],
		credentials: ['Consent Store'],
		action: { name: 'Get many contacts', parameters: { resource: 'contact', operation: 'getMany' } },
		items: () => [{}],
		seen: [ADA, BEN],
	},
	ConsentWrite: {
		words: ['unsubscribe', 'import contacts', 'opt-in'],
		credentials: ['Consent Store'],
		action: { name: 'Opt in contact', parameters: { resource: 'contact', operation: 'optIn' } },
		items: () => [{ phone: '+15551230055' }, { phone: BEN }],
		async setUp(node) {
			await node.chooseFromList('lists', 'Bread News (bread-news)');
			await node.field('source').fill('shop counter');
		},
		seen: ['2 items', 'changed', 'refused'],
	},
	ConsentGate: {
		words: ['STOP', 'blacklist', 'unsubscribe'],
		credentials: ['Consent Store'],
		items: () => PEOPLE,
		async setUp(node) {
			const offered = await node.chooseFromList('list', 'Bread News (bread-news)');
			expect(offered).toEqual(['Any List', 'Bread News (bread-news)', 'marketing']);
		},
		seen: ['3 contacts skipped (1 no readable number, 1 not opted-in, 1 opted-out)', 'Allowed Branch (1 item)', 'Blocked Branch (3 items)', 'Report Branch (1 item)'],
		branch: { name: 'Report Branch', seen: ['total', 'allowed', 'blocked', 'byReason', 'summary'] },
	},
	SendConfirmation: {
		words: ['opt-out', 'auto reply', 'STOP'],
		credentials: ['WhatsApp Account', 'Consent Store'],
		items: () => [{ ...STOP_OF_ADA, occurredAt: new Date().toISOString() }],
		async setUp(node, { simulator }) {
			// Opens the 24 hours in which WhatsApp lets a business answer freely.
			await simulator.sendAs(ADA, { type: 'text', text: { body: 'STOP' } }, { how: { retry: false } });
			await node.field('businessName').fill('Blue Door Bakery');
		},
		seen: ['1 confirmed', 'Sent Branch (1 item)', 'Skipped Branch'],
	},
	SendWithConsent: {
		words: ['newsletter', 'broadcast', 'campaign'],
		credentials: ['WhatsApp Account', 'Consent Store'],
		items: () => PEOPLE,
		async setUp(node) {
			const offered = await node.chooseFromList('templateName', 'bread_of_the_week (marketing: en_US)');
			expect(offered).toContain('order_confirmation (utility: en_US)');
			await node.chooseFromList('templateLanguage', 'American English (en_US)');
			await node.chooseFromList('list', 'Bread News (bread-news)');
			await node.field('testRecipients').fill(ADA);
		},
		seen: ['Sent Branch (1 item)', 'Blocked Branch (3 items)', 'Failed Branch', 'Report Branch (1 item)'],
	},
};
