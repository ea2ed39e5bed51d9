import type { ConsentEventInput } from '../../shared/consent';

/** Contacts that are everybody's alike: what is on record of contact n follows from n, in the store and in tables beside it. */

export const NOON = Date.parse('2026-03-01T12:00:00Z');

/** After so many contacts the facts repeat, apart from numbers and event ids. */
export const PERIOD = 210;

const FIRST = 2_120_000_000;

export function phone(n: number): string {
	return `+1${FIRST + n}`;
}

/** The same in SQL, of a column or parameter. */
export const PHONE_SQL = (n: string) => `'+1' || (${FIRST} + ${n})`;

export interface Fact {
	scope: '*' | 'marketing';
	origin: 'person' | 'business';
	out: boolean;
	at: number;
}

/** One word on everything and one on marketing, of either origin: a tenth opted out of everything, a seventh of marketing. */
export function factsOf(n: number): [Fact, Fact] {
	const at = NOON + (n % PERIOD) * 1000;
	return [
		{ scope: '*', origin: n % 3 === 0 ? 'business' : 'person', out: n % 10 === 0, at },
		{ scope: 'marketing', origin: n % 2 === 0 ? 'business' : 'person', out: n % 7 === 0, at: at + 60_000 },
	];
}

export function eventsOf(n: number): ConsentEventInput[] {
	return factsOf(n).map(({ scope, origin, out, at }) => ({
		action: out ? 'opt_out' : 'opt_in', contact: phone(n), lists: [scope], origin, source: origin === 'person' ? 'page' : 'import', occurredAt: at, id: `${scope} ${n}`,
	}));
}

/** Contacts anywhere in the range; of eleven asked about, ten are on record. */
export function sample(count: number, stored: number): number[] {
	return Array.from({ length: count }, () => Math.floor(Math.random() * stored * 1.1));
}

let made = 0;

/** A contact nobody has heard of. */
export function newcomer(): string {
	return `+1${4_120_000_000 + made++}`;
}

export function* pieces<T>(items: T[], size: number): Generator<T[]> {
	for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
