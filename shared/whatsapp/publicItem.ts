import type { MessageItem, OtherItem, Raw, SignalItem, WebhookItem } from './items';

/**
 * An item as the trigger shows it: a consent signal with its own fields; an ordinary message, status or other update as Meta sent
 * it, plus whom and which number it concerns. Signals that leave through Other keep Meta's message in `message`.
 */
export function publicItem(item: WebhookItem): Raw {
	switch (item.kind) {
		case 'signal':
			return signalItem(item);
		case 'identity': {
			const { links, kind, ...rest } = item;
			return { ...rest, kind, action: 'identity_change' };
		}
		case 'status':
			return { ...item.message, ...about(item) };
		case 'message':
			return { ...item.message, ...about(item), ...pick(item, ['affirmative', 'keyword', 'language']) };
		case 'other':
			return { ...item.message, ...about(item), ...pick(item, ['field']) };
	}
}

const ON_OPT_OUTPUTS: ReadonlySet<string> = new Set(['opt_in', 'opt_out', 'opt_out_likely', 'platform_stop']);

function signalItem(item: SignalItem): Raw {
	const { kind, links, part, message, ...rest } = item;
	return { ...rest, kind, ...(ON_OPT_OUTPUTS.has(item.action) ? {} : { message }) };
}

const ABOUT = ['kind', 'contact', 'phone', 'waId', 'userId', 'name', 'messageId', 'contextMessageId', 'groupId', 'occurredAt', 'phoneNumberId', 'businessAccountId', 'note'] as const;

function about(item: WebhookItem): Raw {
	return pick(item, ABOUT);
}

function pick<Item extends WebhookItem>(item: Item, names: ReadonlyArray<keyof MessageItem | keyof OtherItem>): Raw {
	const picked: Raw = {};
	for (const name of names) {
		const value = (item as unknown as Raw)[name];
		if (value !== undefined && value !== '') picked[name] = value;
	}
	return picked;
}
