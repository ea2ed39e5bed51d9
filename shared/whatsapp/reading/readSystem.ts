import { contactOf, parsePhone } from '../../identity';
import type { Identifiers } from '../../identity';
import type { IdentityItem, IdentityLink, ItemBase, MessageItem, Raw } from '../items';
import type { PayloadMessage } from '../payloads';
import { identifiersFrom } from './people';

const USER_IDS = /\b[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}/g;

/** A system message: the person's number or user id was replaced. */
export function readSystem(parsed: PayloadMessage, base: ItemBase, message: Raw): IdentityItem | MessageItem {
	const { system } = parsed;
	switch (system?.type) {
		case 'user_changed_number':
		case 'customer_changed_number': {
			const from = identifiersFrom({ waId: parsed.from ?? system.customer });
			return moved('number', from, identifiersFrom({ waId: system.wa_id ?? system.new_wa_id }), base, message);
		}
		case 'user_changed_user_id': {
			const to = identifiersFrom({ userId: system.user_id });
			const from = identifiersFrom({ userId: parsed.from_user_id ?? formerUserId(system.body, to.userId) });
			return moved('user_id', from, to, base, message);
		}
		case 'customer_identity_changed':
			return { kind: 'identity', ...base, change: 'device', message };
		default:
			return { kind: 'message', ...base, message };
	}
}

/** Where the former user id is not given as data, the sentence for humans names both. */
function formerUserId(body: string | undefined, current: string | undefined): string | undefined {
	const others = new Set(body?.slice(0, 1000).match(USER_IDS)?.filter((id) => id !== current));
	return others.size === 1 ? [...others][0] : undefined;
}

/** An identity that was replaced by another of the same kind. */
export function moved(change: 'number' | 'user_id', from: Identifiers, to: Identifiers, base: ItemBase, message: Raw): IdentityItem {
	const ids: Identifiers = { ...pick(base), ...from, ...to };
	const item: IdentityItem = { kind: 'identity', ...base, contact: contactOf(ids), ...ids, change, from, to, message };
	const known = contactOf(from) !== '' && contactOf(to) !== '';
	if (known && contactOf(from) !== contactOf(to)) item.links = [...(base.links ?? []), { from: sole(from), to: sole(to), change: true }];
	if (!known) item.note = 'The old or the new identity is missing, so nothing can be joined.';
	return item;
}

/** The card a person sends when asked for their number: their own, so that number and user id are one person's. */
export function readDisclosed(parsed: PayloadMessage, base: ItemBase, message: Raw): IdentityItem | undefined {
	if (parsed.type !== 'contacts' || parsed.origin !== 'contact_request') return undefined;
	const numbers = new Set(parsed.contacts.flatMap((card) => card.phones).flatMap(({ wa_id, phone }) => wa_id ?? digitsOf(phone) ?? []));
	const item: IdentityItem = { kind: 'identity', ...base, change: 'disclosed', message };
	const [number] = numbers;
	if (numbers.size !== 1 || number === undefined || base.userId === undefined) {
		item.note = numbers.size > 1 ? 'The card holds several numbers, so none can be tied to the person.' : 'The card cannot be tied to a user ID.';
		return item;
	}
	const to = identifiersFrom({ waId: number });
	if (to.waId === undefined || (base.waId !== undefined && base.waId !== to.waId)) return { ...item, note: 'The number on the card is not the one the person writes from.' };
	const link: IdentityLink = { from: { waId: to.waId }, to: { userId: base.userId } };
	const ids = { ...pick(base), ...to };
	return { ...item, ...ids, contact: contactOf(ids), from: { userId: base.userId }, to, links: [link] };
}

function digitsOf(phone: string | undefined): string | undefined {
	const parsed = phone?.trim().startsWith('+') ? parsePhone(phone) : undefined;
	return parsed?.ok ? parsed.e164.slice(1) : undefined;
}

function pick({ phone, waId, userId }: Identifiers): Identifiers {
	return { ...(phone !== undefined && { phone }), ...(waId !== undefined && { waId }), ...(userId !== undefined && { userId }) };
}

function sole(ids: Identifiers): Identifiers {
	return ids.waId !== undefined ? { waId: ids.waId } : { userId: ids.userId };
}
