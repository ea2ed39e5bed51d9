/**
 * Business-scoped user id: two-letter country, dot, up to 128 alphanumerics; a parent id has `ENT.` between them.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-scoped-user-ids
 */
const BSUID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

export function isUserId(text: string): boolean {
	return BSUID.test(text);
}
