import type { Account } from '../world/account';
import type { Customer, CustomerBook } from '../world/customers';
import { digitsOf, looksLikeUserId } from '../world/ids';
import { GraphError } from './errors';

/** Whom a send reaches: nobody at all when a BSUID stands in `to`. */
export type Recipient = { input: string; addressedBy: 'phone' | 'userId'; customer?: Customer; notes: string[] };

const PHONE_CHARACTERS = /^[+\d\s().-]+$/;

/** `to` is for phones, `recipient` for BSUIDs; with both, `to` wins. */
export function recipientOf(send: { to?: string; recipient?: string }, book: CustomerBook, account: Account): Recipient {
	const notes = send.to !== undefined && send.recipient !== undefined ? ['to_and_recipient'] : [];
	if (send.to !== undefined) return { ...phoneRecipient(send.to, book, account), notes: [...notes, ...phoneNotes(send.to)] };
	if (send.recipient === undefined) throw new GraphError(100, undefined, { message: '(#100) The parameter to is required.' });
	if (!looksLikeUserId(send.recipient)) throw new GraphError(131009, 'Param recipient must be a business-scoped user id.');
	return { input: send.recipient, addressedBy: 'userId', customer: book.meet(send.recipient), notes };
}

function phoneRecipient(to: string, book: CustomerBook, account: Account): Omit<Recipient, 'notes'> {
	// Accepted with a wamid and never delivered: github.com/chatwoot/chatwoot/pull/15150
	if (looksLikeUserId(to)) return { input: to, addressedBy: 'phone' };
	const digits = digitsOf(to);
	if (!PHONE_CHARACTERS.test(to) || digits.length < 7 || digits.length > 15) {
		throw new GraphError(100, 'Param to must be a phone number with country code.');
	}
	if (digits === digitsOf(account.displayPhoneNumber)) throw new GraphError(131021, 'Recipient and sender are the same number.');
	return { input: to, addressedBy: 'phone', customer: book.meet(to) };
}

function phoneNotes(to: string): string[] {
	if (looksLikeUserId(to)) return ['bsuid_in_to'];
	return to.trim().startsWith('+') ? [] : ['phone_without_plus'];
}
