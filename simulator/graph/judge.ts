import { windowIsOpen } from '../world/customers';
import type { Template } from '../world/templates';
import type { World } from '../world/world';
import { GraphError } from './errors';
import { recipientOf, type Recipient } from './recipient';
import type { SendBody } from './sendShape';
import { checkTemplate } from './templateCheck';

/** An accepted send. `failure`: the code of the failed status that will follow. */
export type Verdict = { recipient: Recipient; category: string; template?: Template; opaque?: string; failure?: number };

/** Decides as Meta does whether a well-formed send is accepted, and whether it will fail later; throws when it is refused at once. */
export function judge(world: World, send: SendBody, endpoint: 'messages' | 'marketing_messages'): Verdict {
	if (send.recipient_type === 'group') throw new GraphError(131009, 'The simulator plays no outgoing group messages.');
	if (endpoint === 'marketing_messages' && send.type !== 'template') throw new GraphError(134100, 'Only template messages of category MARKETING can be sent here.');
	const template = send.type === 'template' ? world.templates.get(send.template.name, send.template.language.code) : undefined;
	if (send.type === 'template') checkTemplate(template, send.template);
	if (template) checkEndpoint(template, endpoint, world.settings.marketingOnMessages);
	if (send.type === 'interactive') checkTitles(send);
	const recipient = recipientOf(send, world.customers, world.account);
	if (template?.category === 'AUTHENTICATION' && recipient.addressedBy === 'userId') {
		throw new GraphError(131062, 'Authentication templates need a phone number.');
	}
	return { recipient, template, category: categoryOf(template, endpoint), opaque: send.biz_opaque_callback_data, failure: failureFor(world, send, recipient, template) };
}

function failureFor(world: World, send: SendBody, recipient: Recipient, template: Template | undefined): number | undefined {
	const { customer } = recipient;
	if (!customer) return undefined;
	if (send.type !== 'template' && !windowIsOpen(customer, world.clock.now())) {
		if (world.settings.windowRefusal === 'async') return 131047;
		throw new GraphError(131047, 'Message failed to send because more than 24 hours have passed since the customer last replied to this number.');
	}
	if (customer.blocked) return 131026;
	return template?.category === 'MARKETING' && customer.stopped ? 131050 : undefined;
}

function checkEndpoint(template: Template, endpoint: string, marketingOnMessages: boolean): void {
	const marketing = template.category === 'MARKETING';
	if (endpoint === 'marketing_messages' && !marketing) throw new GraphError(131055, `Template ${template.name} is of category ${template.category}.`);
	if (endpoint === 'messages' && marketing && !marketingOnMessages) throw new GraphError(131063, 'Send marketing templates through /marketing_messages.');
}

function checkTitles(send: Extract<SendBody, { type: 'interactive' }>): void {
	if (send.interactive.type === 'list') {
		const rows = send.interactive.action.sections.flatMap((section) => section.rows);
		if (rows.length > 10) throw new GraphError(131009, 'Total row count exceeds the maximum allowed count of 10.');
		return;
	}
	const titles = send.interactive.action.buttons.map((button) => button.reply.title);
	if (new Set(titles).size < titles.length) throw new GraphError(131009, 'Duplicated title for buttons.');
}

const categoryOf = (template: Template | undefined, endpoint: string): string => {
	if (endpoint === 'marketing_messages') return 'marketing_lite';
	return template?.category.toLowerCase() ?? 'service';
};
