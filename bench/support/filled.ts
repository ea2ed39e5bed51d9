import type { ConsentStore } from '../../shared/store';
import { eventsOf, factsOf, PERIOD, phone } from './audience';

/** A row that the store wrote for one contact, with marks in the place of its number and its events. */
export interface Template {
	contact: number;
	space: string;
	key: string;
	value: string;
}

export const MARKS = { phone: '@P', everything: '@A', marketing: '@B' };

/** The event ids that stand in rows copied from templates, in SQL. 22 characters, as the store's. */
export const EVERYTHING_ID = (n: string, pad: (n: string) => string) => `'a' || ${pad(n)}`;
export const MARKETING_ID = (n: string, pad: (n: string) => string) => `'b' || ${pad(n)}`;

/** Lets the store record the first contacts, whose rows are then copied for all others. @returns event ids of each of these contacts */
export async function recordSamples(store: ConsentStore): Promise<Array<[string, string]>> {
	const results = await store.record(Array.from({ length: PERIOD }, (_, n) => eventsOf(n)).flat());
	return Array.from({ length: PERIOD }, (_, n) => {
		const [everything, marketing] = [results[2 * n]?.eventId, results[2 * n + 1]?.eventId];
		if (everything === undefined || marketing === undefined) throw new Error(`The store did not record contact ${n}`);
		return [everything, marketing];
	});
}

/** The rows of the contacts that `recordSamples` made. */
export function templatesFrom(rows: Array<{ key: string; value: string }>, ids: Array<[string, string]>): Template[] {
	const byPhone = new Map(ids.map((_, n) => [phone(n), n]));
	return rows.flatMap(({ key, value }) => {
		const number = /\+\d+/.exec(key)?.[0];
		const contact = number === undefined ? undefined : byPhone.get(number);
		if (number === undefined || contact === undefined) return [];
		const [everything, marketing] = ids[contact] ?? ['', ''];
		const marked = (text: string) => text.replaceAll(number, MARKS.phone).replaceAll(everything, MARKS.everything).replaceAll(marketing, MARKS.marketing);
		return [{ contact, space: key.split(':')[1] ?? '', key: marked(key), value: marked(value) }];
	});
}

/** The text of a template in SQL, as the row of the contact whose number and event ids are columns `p`, `a` and `b`. */
export function unmarked(column: string): string {
	return `replace(replace(replace(${column}, '${MARKS.phone}', f.p), '${MARKS.everything}', f.a), '${MARKS.marketing}', f.b)`;
}

/** Asks the store about some of the contacts and compares with what was meant to be on record. @throws where it differs */
export async function verify(store: ConsentStore, stored: number, numbers: number[]): Promise<void> {
	const states = await store.states(numbers.map(phone), { lists: ['marketing'] });
	numbers.forEach((n, index) => {
		const state = states[index];
		const found = JSON.stringify([state?.everything?.status, state?.lists['marketing']?.status, state?.problem?.code]);
		const wanted = JSON.stringify(n < stored ? expected(n) : [undefined, undefined, undefined]);
		if (found !== wanted) throw new Error(`Contact ${n} reads as ${found} where ${wanted} is on record`);
	});
}

/** By the rules: an own stop holds against the business's later word, and who left everything has left each list. */
function expected(n: number): Array<string | undefined> {
	const [everything, marketing] = factsOf(n);
	const status = (out: boolean) => (out ? 'opted_out' : 'opted_in');
	if (everything.out && everything.origin === 'person' && marketing.origin === 'business') return ['opted_out', 'opted_out', undefined];
	return [status(everything.out), status(marketing.out), undefined];
}
