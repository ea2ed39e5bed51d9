import type { ItemBase } from '../items';
import type { ContactBook } from './people';

/** What all updates of one change share. Times in milliseconds. */
export interface Place {
	businessAccountId?: string;
	phoneNumberId?: string;
	/** Digits of the business number. */
	businessNumber?: string;
	field?: string;
	time?: number;
	receivedAt: number;
	book: ContactBook;
}

/** Where and when, for an update with a time of its own or without. */
export function placed(place: Place, at: number | undefined): Omit<ItemBase, 'contact'> {
	const known = at ?? place.time;
	const base: Omit<ItemBase, 'contact'> = { occurredAt: new Date(known ?? place.receivedAt).toISOString() };
	if (known === undefined) base.undated = true;
	if (place.phoneNumberId !== undefined) base.phoneNumberId = place.phoneNumberId;
	if (place.businessAccountId !== undefined) base.businessAccountId = place.businessAccountId;
	return base;
}
