import { EVERYTHING, LIST_KEY } from '../consent';
import type { Raw } from './items';
import { parsePayload } from './ourPayloads';
import type { OurPayload } from './ourPayloads';

const FIELD = /^consent_(.+)$/;
const YES = new Set(['true', 'yes', 'on']);
const NO = new Set(['false', 'no', 'off']);

/**
 * What a submitted Flow says about lists. Fields named `consent_<list>` with true or false join or leave that list; `consent_all`
 * stands for everything. A field whose value is one of our payloads (or a list holding some) counts as a tap on it.
 */
export function readPreferenceForm(form: Raw): OurPayload[] {
	const join = new Set<string>();
	const leave = new Set<string>();
	const taps: OurPayload[] = [];
	for (const [name, value] of Object.entries(form)) {
		const list = listOf(name);
		const choice = choiceOf(value);
		if (list !== undefined && choice !== undefined) (choice ? join : leave).add(list);
		for (const one of Array.isArray(value) ? value : [value]) {
			const tap = typeof one === 'string' ? parsePayload(one) : null;
			if (tap !== null) taps.push(tap);
		}
	}
	if (leave.size > 0) taps.unshift({ verb: 'optout', lists: [...leave].sort() });
	if (join.size > 0) taps.push({ verb: 'optin', lists: [...join].sort() });
	return taps;
}

function listOf(field: string): string | undefined {
	const name = FIELD.exec(field)?.[1];
	if (name === 'all') return EVERYTHING;
	return name !== undefined && LIST_KEY.test(name) ? name : undefined;
}

function choiceOf(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (typeof value !== 'string') return undefined;
	const word = value.trim().toLowerCase();
	if (YES.has(word)) return true;
	return NO.has(word) ? false : undefined;
}
