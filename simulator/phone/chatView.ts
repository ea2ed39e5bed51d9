import type { Json, JsonObject } from '../payloads';
import type { ChatLine } from '../world/chats';
import type { Customer } from '../world/customers';
import type { SendEntry } from '../world/log';
import { componentOf, type Template } from '../world/templates';
import type { World } from '../world/world';
import { titleOf } from '../graph/errorTable';

/** Something to tap under a business message. */
export type Tap = { kind: 'template' | 'button' | 'list' | 'link'; label: string; id: string; description?: string };

export type Bubble = {
	id: string;
	from: 'customer' | 'business';
	/** ISO 8601 */
	at: string;
	header?: string;
	text: string;
	footer?: string;
	taps: Tap[];
	/** customer: sending, sent, undelivered, read; business: delivered, read, failed */
	state: string;
	/** why the customer never saw a business message */
	problem?: string;
};

/** The chat as this customer's phone shows it. */
export function chatView(world: World, customer: Customer): { version: number; businessName: string; bubbles: Bubble[] } {
	return {
		version: world.chats.version(customer.id),
		businessName: world.account.displayName,
		bubbles: world.chats.of(customer.id).map((line) => bubbleOf(world, line)),
	};
}

function bubbleOf(world: World, line: ChatLine): Bubble {
	if (line.from === 'business') return businessBubble(world, line.send);
	const { message } = line;
	return { id: message.id, from: 'customer', at: new Date(message.at).toISOString(), text: ownText(message.content), taps: [], state: message.state };
}

function businessBubble(world: World, send: SendEntry): Bubble {
	const problem = send.status === 'failed' && send.errorCode !== undefined ? `${send.errorCode}: ${titleOf(send.errorCode)}` : undefined;
	const common = { id: send.messageId ?? String(send.seq), from: 'business' as const, at: send.at, state: send.status ?? 'accepted', problem };
	if (send.type === 'template') return { ...common, ...templateParts(world.templates.get(send.template ?? '', send.language ?? ''), send) };
	if (send.type === 'interactive') return { ...common, ...interactiveParts(at(send.body, 'interactive')) };
	return { ...common, text: send.text ?? '', taps: [] };
}

type Parts = Pick<Bubble, 'header' | 'text' | 'footer' | 'taps'>;

function templateParts(template: Template | undefined, send: SendEntry): Parts {
	if (!template) return { text: `(template ${send.template ?? ''}, since removed)`, taps: [] };
	const components = items(at(send.body, 'template', 'components'));
	const filled = (part: string): string | undefined => {
		const shape = componentOf(template, part);
		if (!shape) return undefined;
		if (shape.format !== undefined && shape.format.toUpperCase() !== 'TEXT') return `[${shape.format.toLowerCase()}]`;
		const given = items(components.find((component) => String(component.type).toUpperCase() === part)?.parameters);
		return fill(shape.text ?? '', given);
	};
	const taps = (componentOf(template, 'BUTTONS')?.buttons ?? []).map((button, index): Tap => {
		const label = button.text ?? button.type;
		if (button.type.toUpperCase() !== 'QUICK_REPLY') return { kind: 'link', label, id: button.url ?? '' };
		const set = components.find((component) => String(component.type).toUpperCase() === 'BUTTON' && Number(component.index) === index);
		const payload = items(set?.parameters)[0]?.payload;
		return { kind: 'template', label, id: typeof payload === 'string' ? payload : label };
	});
	return { header: filled('HEADER'), text: filled('BODY') ?? '', footer: filled('FOOTER'), taps };
}

function interactiveParts(interactive: Json | undefined): Parts {
	const words = (...path: string[]): string | undefined => {
		const value = at(interactive, ...path);
		return typeof value === 'string' ? value : undefined;
	};
	const buttons = items(at(interactive, 'action', 'buttons')).map(
		(button): Tap => ({ kind: 'button', label: String(at(button, 'reply', 'title')), id: String(at(button, 'reply', 'id')) }),
	);
	const rows = items(at(interactive, 'action', 'sections'))
		.flatMap((section) => items(section.rows))
		.map((row): Tap => ({ kind: 'list', label: String(row.title), id: String(row.id), description: row.description === undefined ? undefined : String(row.description) }));
	return { header: words('header', 'text'), text: words('body', 'text') ?? '', footer: words('footer', 'text'), taps: [...buttons, ...rows] };
}

function fill(text: string, parameters: JsonObject[]): string {
	return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (placeholder, name: string) => {
		const parameter = parameters.find((candidate) => candidate.parameter_name === name) ?? parameters[Number(name) - 1];
		return typeof parameter?.text === 'string' ? parameter.text : placeholder;
	});
}

function ownText(content: JsonObject): string {
	const found = [
		at(content, 'text', 'body'),
		at(content, 'button', 'text'),
		at(content, 'interactive', 'button_reply', 'title'),
		at(content, 'interactive', 'list_reply', 'title'),
		at(content, String(content.type), 'caption'),
		at(content, 'reaction', 'emoji'),
		at(content, 'edit', 'message', 'text', 'body'),
	].find((value) => typeof value === 'string');
	return typeof found === 'string' ? found : `(${String(content.type)})`;
}

function at(value: Json | undefined, ...path: string[]): Json | undefined {
	return path.reduce<Json | undefined>(
		(inner, key) => (typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner[key] : undefined),
		value,
	);
}

const items = (value: Json | undefined): JsonObject[] =>
	Array.isArray(value) ? value.filter((item): item is JsonObject => typeof item === 'object' && item !== null && !Array.isArray(item)) : [];
