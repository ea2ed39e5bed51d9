import { contactOf, isUserId, parsePhone } from '../../identity';
import type { Identifiers } from '../../identity';
import type { IdentityLink, ItemBase } from '../items';
import type { PayloadContact } from '../payloads';

const WA_ID = /^[1-9]\d{5,18}$/;

/** Ids as Meta wrote them, either of which may be missing. */
export interface WrittenIds {
	waId?: string;
	userId?: string;
}

/** The ids that can be used; a user id that stands where a number belongs is taken for what it is. */
export function identifiersFrom(written: WrittenIds): Identifiers {
	const ids: Identifiers = {};
	for (const value of [written.waId, written.userId]) {
		if (value === undefined) continue;
		const digits = value.replace(/^\+/, '');
		if (WA_ID.test(digits)) ids.waId ??= digits;
		else if (isUserId(value)) ids.userId = value;
	}
	if (ids.waId !== undefined) {
		const phone = parsePhone(`+${ids.waId}`);
		if (phone.ok) ids.phone = phone.e164;
	}
	return ids;
}

/** The contacts of one change, found by either id. */
export class ContactBook {
	private readonly byId = new Map<string, PayloadContact>();
	private readonly only: PayloadContact | undefined;

	constructor(contacts: PayloadContact[]) {
		for (const contact of contacts) {
			for (const key of [contact.wa_id, contact.user_id]) if (key !== undefined && !this.byId.has(key)) this.byId.set(key, contact);
		}
		this.only = contacts.length === 1 ? contacts[0] : undefined;
	}

	/** The contact these ids belong to; one that says otherwise for either id is somebody else. */
	find(written: WrittenIds): PayloadContact | undefined {
		const { waId, userId } = written;
		if (waId === undefined && userId === undefined) return undefined;
		for (const key of [userId, waId]) {
			const contact = key === undefined ? undefined : this.byId.get(key);
			if (contact !== undefined && agrees(contact.wa_id, waId) && agrees(contact.user_id, userId)) return contact;
		}
		return undefined;
	}

	/** The contact of a change that names nobody else. */
	sole(): PayloadContact | undefined {
		return this.only;
	}
}

function agrees(theirs: string | undefined, ours: string | undefined): boolean {
	return theirs === undefined || ours === undefined || theirs === ours;
}

/** Whom an update is about: ids of the update itself, completed from the contacts that came with it. */
export function personOf(written: WrittenIds, book: ContactBook): Pick<ItemBase, 'contact' | 'phone' | 'waId' | 'userId' | 'name' | 'links'> {
	const nameless = written.waId === undefined && written.userId === undefined;
	const contact = nameless ? book.sole() : book.find(written);
	const ids = identifiersFrom({ waId: written.waId ?? contact?.wa_id, userId: written.userId ?? contact?.user_id });
	const person: ReturnType<typeof personOf> = { contact: contactOf(ids), ...ids };
	const name = contact?.profile?.name;
	if (name !== undefined) person.name = name;
	const links = linkOf(ids);
	if (links !== undefined) person.links = [links];
	return person;
}

/** Both ids on one update are one person's. */
function linkOf(ids: Identifiers): IdentityLink | undefined {
	if (ids.waId === undefined || ids.userId === undefined) return undefined;
	return { from: { waId: ids.waId }, to: { userId: ids.userId } };
}
