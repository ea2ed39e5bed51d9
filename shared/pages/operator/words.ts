import type { HistoryEntry } from '../../store/types';
import type { ConsentAction, ContactState, Door, Status } from '../../consent';

export const STATUS_WORDS: Record<Status, string> = {
	none: 'Nothing on record',
	pending: 'Waiting for confirmation',
	opted_in: 'Opted in',
	opted_out: 'Opted out',
	blocked: 'Blocked',
};

const ACTION_WORDS: Record<ConsentAction, string> = {
	opt_in: 'Opted in',
	opt_out: 'Opted out',
	opt_out_likely: 'Probably asked to stop',
	block: 'Blocked from all messages',
	unblock: 'Unblocked',
	platform_stop: "Stopped offers with WhatsApp's own switch",
	platform_resume: "Resumed offers with WhatsApp's own switch",
	link: 'Two identifiers found to be one person',
	correct: 'An event was voided',
};

const DOOR_WORDS: Record<Door, string> = {
	keyword: 'by WhatsApp message',
	natural_language: 'in their own words on WhatsApp',
	button: 'by a button in WhatsApp',
	interactive: 'by a button in WhatsApp',
	flow: 'in a WhatsApp Flow',
	platform: 'in WhatsApp itself',
	send_error: "as Meta's answer to a message showed",
	page: 'on a page',
	api: 'through another system',
	import: 'by import',
	manual: 'entered by the business',
};

/** Times as an operator reads them. */
export function clock(timeZone: string): (moment: string | undefined) => string {
	const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZone });
	return (moment) => (moment === undefined ? '' : format.format(new Date(moment)).replace(' at ', ', '));
}

export function day(timeZone: string): (moment: string | undefined) => string {
	const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone });
	return (moment) => (moment === undefined ? '' : format.format(new Date(moment)));
}

/** An event as one sentence, such as “STOP” (opted out) by WhatsApp message. */
export function inWords(entry: HistoryEntry): string {
	const said = entry.evidence?.text ?? entry.evidence?.keyword;
	const how = entry.door === undefined ? entry.source : DOOR_WORDS[entry.door];
	const action = wordsOf(entry);
	const what = said === undefined ? action : `“${said}” (${action.toLowerCase()})`;
	const lists = entry.lists.length === 0 ? '' : ` · ${entry.lists.map((key) => (key === '*' ? 'everything' : key)).join(', ')}`;
	return `${what}${said === undefined ? ',' : ''} ${how}${lists}`;
}

export function capitalised(words: string): string {
	return words.charAt(0).toUpperCase() + words.slice(1);
}

const REFUSED = 'Opt-in refused';
const UNCONFIRMED = 'Opt-in to be confirmed';

/** An opt-in that is kept but counts for nothing does not read like one that does. */
function wordsOf({ action, refused, confirmBy }: HistoryEntry): string {
	if (refused !== undefined) return REFUSED;
	return action === 'opt_in' && confirmBy !== undefined ? UNCONFIRMED : ACTION_WORDS[action];
}

/** A contact's last event, by what became of it: an opt-in that no list rests on was refused, or waits to be confirmed. */
export function lastInWords({ lastEvent, lists, everything, pendingUntil, optedOutAt }: ContactState): string {
	if (lastEvent === undefined) return '';
	if (lastEvent.action !== 'opt_in') return ACTION_WORDS[lastEvent.action];
	const resting = [...Object.values(lists), everything].find((list) => list?.eventId === lastEvent.eventId);
	if (resting?.status === 'opted_in' || resting?.expiresAt !== undefined) return ACTION_WORDS.opt_in;
	if (resting !== undefined || pendingUntil !== undefined) return UNCONFIRMED;
	// Said in the same second as a stop, which counts.
	return optedOutAt === lastEvent.occurredAt ? ACTION_WORDS.opt_out : REFUSED;
}

/** How long after it happened something was written down. */
export function recordedLater({ occurredAt, recordedAt }: Pick<HistoryEntry, 'occurredAt' | 'recordedAt'>): string {
	const seconds = Math.round((Date.parse(recordedAt) - Date.parse(occurredAt)) / 1000);
	if (seconds < 1) return 'recorded at once';
	if (seconds < 120) return `recorded ${seconds} s later`;
	if (seconds < 7200) return `recorded ${Math.round(seconds / 60)} min later`;
	if (seconds < 172_800) return `recorded ${Math.round(seconds / 3600)} h later`;
	return `recorded ${Math.round(seconds / 86_400)} days later`;
}
