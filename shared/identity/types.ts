/**
 * What one person is known by. Every part is already in canonical form:
 * `phone` E.164 with `+`, `waId` digits as Meta gave them, `userId` a business-scoped user id (BSUID).
 */
export interface Identifiers {
	phone?: string;
	waId?: string;
	userId?: string;
}

/** What callers may hand in: any of the identifiers, or one of them as text in any of its written forms. */
export type IdentifierInput =
	| string
	| number
	| { phone?: string | number | null; waId?: string | number | null; userId?: string | null };

/** The text a contact's records are kept under: `+` and digits for a number, the BSUID itself for a user id. */
export type IdKey = string;

export type ParsedIdentifier =
	| { ok: true; ids: Identifiers; keys: [IdKey, ...IdKey[]] }
	| { ok: false; problem: string };
