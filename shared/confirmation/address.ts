import { parseIdentifier, type Identifiers } from '../identity';
import type { Address, ConfirmationItem } from './types';

export interface Recipient {
	contact: string;
	address: Address;
}

/** Whom an item's confirmation goes to: the phone if one is known, else the user ID. Undefined when the item names nobody. */
export function recipientOf(item: ConfirmationItem): Recipient | undefined {
	const { phone, waId, userId, contact } = item;
	const ids = identifiers({ phone, waId, userId }) ?? (contact === undefined ? undefined : identifiers(contact));
	if (ids === undefined) return undefined;
	const number = ids.phone ?? (ids.waId === undefined ? undefined : `+${ids.waId}`);
	if (number !== undefined) return { contact: number, address: { to: number } };
	return ids.userId === undefined ? undefined : { contact: ids.userId, address: { recipient: ids.userId } };
}

function identifiers(input: Parameters<typeof parseIdentifier>[0]): Identifiers | undefined {
	const parsed = parseIdentifier(input);
	return parsed.ok ? parsed.ids : undefined;
}
