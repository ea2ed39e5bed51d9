/**
 * The frame every WhatsApp webhook comes in, and the ways Meta packs several updates into one POST.
 * Source: developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview
 */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json | undefined };
export type JsonObject = { [key: string]: Json | undefined };

export type Change = { field: string; value: JsonObject };
export type Entry = { id: string; time?: number; changes: Change[] };
export type Webhook = { object: 'whatsapp_business_account'; entry: Entry[] };

/** The business number an update belongs to. */
export type BusinessNumber = {
	businessAccountId: string;
	phoneNumberId: string;
	displayPhoneNumber: string;
};

/** The person behind an update. `waId` is digits without `+` and is left out for username users; `userId` is the BSUID. */
export type Person = {
	waId?: string;
	userId?: string;
	parentUserId?: string;
	name?: string;
	username?: string;
};

/** Where and when: `at` in milliseconds since the epoch. */
export type Occasion = { number: BusinessNumber; person: Person; at: number };

export const seconds = (at: number): number => Math.floor(at / 1000);

export const metadata = (number: BusinessNumber): JsonObject => ({
	display_phone_number: number.displayPhoneNumber,
	phone_number_id: number.phoneNumberId,
});

export function contactOf(person: Person): JsonObject {
	const profile: JsonObject = {};
	if (person.name !== undefined) profile.name = person.name;
	if (person.username !== undefined) profile.username = person.username;
	const contact: JsonObject = { profile };
	if (person.waId !== undefined) contact.wa_id = person.waId;
	if (person.userId !== undefined) contact.user_id = person.userId;
	if (person.parentUserId !== undefined) contact.parent_user_id = person.parentUserId;
	return contact;
}

export const webhook = (businessAccountId: string, changes: Change[], time?: number): Webhook => ({
	object: 'whatsapp_business_account',
	entry: [time === undefined ? { id: businessAccountId, changes } : { id: businessAccountId, time, changes }],
});

/** Field `messages` with whatever lists the value carries. */
export const messagesWebhook = (number: BusinessNumber, lists: JsonObject): Webhook =>
	webhook(number.businessAccountId, [
		{ field: 'messages', value: { messaging_product: 'whatsapp', metadata: metadata(number), ...lists } },
	]);

/** Fields other than `messages` carry `time` (seconds) on the entry. */
export const fieldWebhook = (number: BusinessNumber, at: number, field: string, value: JsonObject): Webhook =>
	webhook(number.businessAccountId, [{ field, value }], seconds(at));

/**
 * Packs webhooks into one POST, in one of the shapes Meta uses:
 * `entries` (one entry each), `changes` (one entry per business account), `messages` (lists of the same field and number joined).
 */
export function batch(webhooks: Webhook[], shape: 'entries' | 'changes' | 'messages' = 'entries'): Webhook {
	const entries = webhooks.flatMap((hook) => hook.entry);
	if (shape === 'entries') return { object: 'whatsapp_business_account', entry: entries };
	const byAccount = new Map<string, Change[]>();
	for (const entry of entries) {
		byAccount.set(entry.id, [...(byAccount.get(entry.id) ?? []), ...entry.changes]);
	}
	return {
		object: 'whatsapp_business_account',
		entry: [...byAccount].map(([id, changes]) => ({ id, changes: shape === 'changes' ? changes : joined(changes) })),
	};
}

function joined(changes: Change[]): Change[] {
	const byNumber = new Map<string, Change>();
	for (const change of changes) {
		const key = `${change.field} ${JSON.stringify(change.value.metadata ?? null)}`;
		const first = byNumber.get(key);
		if (!first) {
			byNumber.set(key, { field: change.field, value: { ...change.value } });
			continue;
		}
		for (const [name, list] of Object.entries(change.value)) {
			const before = first.value[name];
			if (Array.isArray(list)) first.value[name] = Array.isArray(before) ? [...before, ...list] : list;
		}
	}
	return [...byNumber.values()];
}
