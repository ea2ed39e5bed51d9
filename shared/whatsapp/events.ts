import type { ConsentEventInput, Evidence } from '../consent';
import type { Identifiers } from '../identity';
import type { SignalItem, WebhookItem } from './items';
import { signalIdOf } from './signalId';

/** Where events from WhatsApp say they come from. */
export const SOURCE = 'whatsapp';
const LONGEST_TEXT = 4096;
const NUMBER_ID = /^[A-Za-z0-9_-]{1,64}$/;

export interface EventOptions {
	/** A yes-word counts: an opt-in is pending, or it answers an invitation of ours. Default: it does not. */
	invited?: boolean;
	/** Lists of the opt-in that a `confirm` tap completes, where the tap itself names none. */
	confirmedLists?: readonly string[];
	/** Open holds of the contact, all of which a `keep` answers. The one the tap names is always among them. */
	openHolds?: readonly string[];
	/** Whom a signal that names nobody is about, as found among our own sends. */
	contact?: Identifiers;
}

/**
 * The consent events of an item, identities first. None for ordinary messages without new links, for help, for yes-words nobody
 * invited, and for signals of which the contact is not known.
 */
export function toEvents(item: WebhookItem, options: EventOptions = {}): ConsentEventInput[] {
	const links = linkEvents(item);
	return item.kind === 'signal' ? [...links, ...signalEvents(item, options)] : links;
}

function linkEvents(item: WebhookItem): ConsentEventInput[] {
	return (item.links ?? []).map((link) => ({
		action: 'link',
		contact: link.from,
		to: link.to,
		...(link.change && { change: true }),
		origin: 'person',
		source: SOURCE,
		occurredAt: item.occurredAt,
		evidence: { ...(item.messageId !== undefined && { messageId: item.messageId.slice(0, LONGEST_TEXT) }), proof: item.kind },
	}));
}

function signalEvents(item: SignalItem, options: EventOptions): ConsentEventInput[] {
	const contact = idsOf(item) ?? options.contact;
	if (contact === undefined || item.action === 'help') return [];
	if (item.affirmative && options.invited !== true) return [];
	const base = { contact, origin: 'person' as const, source: SOURCE, door: item.door, occurredAt: item.occurredAt, id: eventId(item), evidence: evidenceOf(item) };
	switch (item.action) {
		case 'keep': {
			const reason = 'The person answered that they want to go on.';
			const holds = new Set([...(item.answers === undefined ? [] : [item.answers]), ...(options.openHolds ?? [])]);
			return [...holds].map((hold) => ({ ...base, action: 'correct', eventId: hold, evidence: { ...base.evidence, reason } }));
		}
		case 'platform_stop':
		case 'platform_resume':
			return [{ ...base, action: item.action, ...(item.phoneNumberId !== undefined && NUMBER_ID.test(item.phoneNumberId) && { phoneNumberId: item.phoneNumberId }) }];
		case 'opt_out_likely':
			return [{ ...base, action: 'opt_out_likely' }];
		default: {
			const lists = item.lists.length > 0 ? item.lists : [...(options.confirmedLists ?? [])];
			if (item.confirms !== undefined && lists.length === 0) return [];
			return [{ ...base, action: item.action, lists }];
		}
	}
}

/** wamid for what a person wrote or tapped; what has none is named by what it says. */
function eventId(item: SignalItem): string {
	return item.messageId !== undefined && item.door !== 'send_error' && item.messageId.length <= LONGEST_TEXT / 8 ? item.messageId : signalIdOf(item);
}

function idsOf({ phone, waId, userId }: SignalItem): Identifiers | undefined {
	const ids: Identifiers = {};
	if (phone !== undefined) ids.phone = phone;
	if (waId !== undefined) ids.waId = waId;
	if (userId !== undefined) ids.userId = userId;
	return Object.keys(ids).length > 0 ? ids : undefined;
}

const EVIDENCE = ['messageId', 'text', 'payload', 'keyword', 'language', 'because', 'contextMessageId', 'groupId', 'phoneNumberId', 'businessAccountId', 'confirms', 'answers', 'takesBack'] as const;

function evidenceOf(item: SignalItem): Evidence {
	const evidence: Evidence = {};
	for (const part of EVIDENCE) {
		const value = item[part];
		if (value !== undefined) evidence[part] = value.slice(0, LONGEST_TEXT);
	}
	if (item.undated) evidence.undated = true;
	return evidence;
}

/** A send refused because the person behind the number may be another by now (137000): opt-ins from before no longer count. `at` in milliseconds. */
export function doubtFromRefusedSend(refused: { contact: Identifiers; at: number }): ConsentEventInput {
	const { contact, at } = refused;
	return { action: 'link', contact, to: contact, change: true, origin: 'person', source: SOURCE, door: 'send_error', occurredAt: at, evidence: { proof: 'identity_mismatch' } };
}

/** The platform stop that a send refused on the spot (131050) tells of. `at` in milliseconds. */
export function stopFromRefusedSend(refused: { contact: Identifiers; phoneNumberId: string; at: number }): ConsentEventInput {
	return {
		action: 'platform_stop',
		contact: refused.contact,
		origin: 'person',
		source: SOURCE,
		door: 'send_error',
		occurredAt: refused.at,
		phoneNumberId: refused.phoneNumberId,
	};
}
