import type { ConsentEventInput } from '../../shared/consent';
import type { ConsentStore } from '../../shared/store';
import { newcomer, NOON, phone } from './audience';

/** One event as a webhook brings it, and as columns for the bare driver. */
export interface Word {
	contact: string;
	out: boolean;
	at: number;
	id: string;
	text: string;
}

let heard = 0;

export function word(contact: string): Word {
	const n = heard++;
	const out = n % 10 === 0;
	return { contact, out, at: NOON + 86_400_000 + n, id: `wamid.HBgLMTIxMjAwMDAwMDAVAgASGBQzQTdC${String(n).padStart(10, '0')}`, text: out ? 'STOP' : 'START' };
}

/** Half about contacts on record, anywhere in the range and each once, half about newcomers. */
export function words(count: number, stored: number): Word[] {
	const known = new Set<number>();
	while (known.size < count / 2) known.add(Math.floor(Math.random() * stored));
	const contacts = [...[...known].map(phone), ...Array.from({ length: count - known.size }, newcomer)];
	for (let place = contacts.length - 1; place > 0; place--) {
		const other = Math.floor(Math.random() * (place + 1));
		[contacts[place], contacts[other]] = [contacts[other] ?? '', contacts[place] ?? ''];
	}
	return contacts.map(word);
}

/** What the trigger records of it. */
export function asEvent({ contact, out, at, id, text }: Word): ConsentEventInput {
	return {
		action: out ? 'opt_out' : 'opt_in', contact, lists: ['marketing'], origin: 'person', source: 'keyword', door: 'keyword', occurredAt: at, id,
		evidence: { messageId: id, text, keyword: text },
	};
}

/** Bytes of the rows that the store makes of one event of a newcomer. */
export interface Weights {
	register: number;
	event: number;
}

export async function weigh(store: ConsentStore, event: (contact: string) => ConsentEventInput, rowsWith: (contact: string) => Promise<Array<{ key: string; value: string }>>): Promise<Weights> {
	const contact = newcomer();
	await store.record([event(contact)]);
	const rows = await rowsWith(contact);
	const bytes = (space: string) => rows.filter(({ key }) => key.startsWith(`default:${space}:`)).reduce((sum, { key, value }) => sum + key.length + value.length, 0);
	if (rows.length !== 2) throw new Error(`An event is ${rows.length} rows, not a register and an event`);
	return { register: bytes('c'), event: bytes('e') };
}

/** Columns of the bare register: contact, scope, origin, status, at, event, and what fills it up to the store's bytes. */
export function registerColumns(some: Word[], weight: number): unknown[][] {
	const rest = 'r'.repeat(Math.max(0, weight - 12 - 9 - 6 - 3 - 8 - 22));
	return [
		some.map(({ contact }) => contact), some.map(() => 'marketing'), some.map(() => 'person'), some.map(({ out }) => (out ? 'out' : 'in')),
		some.map(({ at }) => at), some.map(({ id }) => id.slice(-22)), some.map(() => rest),
	];
}

/** Columns of the bare event: contact, event, action, origin, source, lists, at, recorded, evidence filled up to the store's bytes. */
export function eventColumns(some: Word[], weight: number): unknown[][] {
	const recorded = Date.now();
	const rest = 'r'.repeat(Math.max(0, weight - 12 - 22 - 7 - 6 - 7 - 9 - 8 - 8 - 96));
	return [
		some.map(({ contact }) => contact), some.map(({ id }) => id.slice(-22)), some.map(({ out }) => (out ? 'opt_out' : 'opt_in')), some.map(() => 'person'), some.map(() => 'keyword'),
		some.map(() => 'marketing'), some.map(({ at }) => at), some.map(() => recorded), some.map(({ id, text }) => JSON.stringify({ messageId: id, text, keyword: text, rest })),
	];
}

export const REGISTER = '(contact text, scope text, origin text, status text, at bigint, event text, rest text, primary key (contact, scope, origin))';
export const EVENT = '(contact text, event text, action text, origin text, source text, lists text, at bigint, recorded bigint, evidence text, primary key (contact, event))';
export const NEWEST = 'on conflict (contact, scope, origin) do update set status = excluded.status, at = excluded.at, event = excluded.event, rest = excluded.rest';
