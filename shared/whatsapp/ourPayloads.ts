import { LIST_KEY } from '../consent';

/** WhatsApp's limit for the id of a reply button. */
const LONGEST = 256;
const EVENT_ID = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * What a tap on one of our own buttons says. Lists are list keys, or `*` for everything.
 * `optout`, `optin`: leave or join these lists. `confirm`: completes the pending opt-in `eventId`. `stop`, `keep`: answers to our
 * question about the hold `eventId`. `resume`: takes back the opt-out `eventId` ("I meant my order"), back on the lists from before.
 */
export type OurPayload =
	| { verb: 'optout'; lists: string[] }
	| { verb: 'optin'; lists: string[] }
	| { verb: 'confirm'; eventId: string; lists?: string[] }
	| { verb: 'stop'; eventId: string }
	| { verb: 'keep'; eventId: string }
	| { verb: 'resume'; eventId: string; lists: string[] };

/**
 * Writes a payload for a button, e.g. `consent:optout:marketing:v1`.
 * @throws {RangeError} when a list key or event id is not one, or all together is longer than WhatsApp takes (256 characters).
 */
export function buildPayload(payload: OurPayload): string {
	const text = ['consent', payload.verb, ...partsOf(payload), 'v1'].join(':');
	if (parsePayload(text) === null) throw new RangeError(`“${text.slice(0, 80)}” names a list or an event that is not valid`);
	if (text.length > LONGEST) throw new RangeError(`The button payload is ${text.length} characters long; WhatsApp takes ${LONGEST}. Name fewer lists.`);
	return text;
}

function partsOf(payload: OurPayload): string[] {
	const lists = 'lists' in payload && payload.lists !== undefined ? [payload.lists.join(',')] : [];
	return 'eventId' in payload ? [payload.eventId, ...lists] : lists;
}

/** Reads a payload back; null when it is not exactly one of ours. */
export function parsePayload(text: string): OurPayload | null {
	if (text.length > LONGEST * 4) return null;
	const [prefix, verb, ...rest] = text.split(':');
	if (prefix !== 'consent' || rest.pop() !== 'v1') return null;
	const [first = '', second] = rest;
	switch (verb) {
		case 'optout':
		case 'optin': {
			const lists = listsOf(first);
			return rest.length === 1 && lists !== null ? { verb, lists } : null;
		}
		case 'stop':
		case 'keep':
			return rest.length === 1 && EVENT_ID.test(first) ? { verb, eventId: first } : null;
		case 'confirm':
		case 'resume': {
			if (rest.length > 2 || !EVENT_ID.test(first)) return null;
			if (second === undefined) return verb === 'confirm' ? { verb, eventId: first } : null;
			const lists = listsOf(second);
			return lists === null ? null : { verb, eventId: first, lists };
		}
		default:
			return null;
	}
}

function listsOf(text: string): string[] | null {
	const lists = text.split(',');
	return lists.every((list) => list === '*' || LIST_KEY.test(list)) ? lists : null;
}
