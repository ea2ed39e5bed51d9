import { isUserId, parseIdentifier } from '../../identity';
import type { IdentifierInput } from '../../identity';
import type { CallProblem } from './types';

/** `to` takes phones only, with `+`; `recipient` takes BSUIDs only. In the wrong place either is accepted and goes nowhere. */
export type Address = { to: string } | { recipient: string };

/** The address of a contact; its phone where both are known. Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids */
export function addressOf(contact: IdentifierInput): { ok: true; address: Address; key: string } | CallProblem {
	const parsed = parseIdentifier(contact);
	if (!parsed.ok) {
		return { ok: false, code: 'invalid_recipient', meaning: 'There is no phone number or user ID to send to.', action: 'skip', detail: parsed.problem };
	}
	const { phone, waId, userId } = parsed.ids;
	const key = phone ?? (waId === undefined ? userId : `+${waId}`) ?? '';
	return { ok: true, address: isUserId(key) ? { recipient: key } : { to: key }, key };
}
