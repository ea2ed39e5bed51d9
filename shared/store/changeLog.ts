import { z } from 'zod';
import { iso } from '../consent';
import type { Backend } from './backend';
import { digits } from './cells';
import type { Keys } from './keys';
import { readRow, toRow } from './rows';
import type { KeptChange, KeptChangeInput } from './types';

const LONGEST = 500;
/** Newest first, because keys are read in their order. */
const INVERSE = 9_999_999_999_999;

const changeSchema = z.object({
	at: z.string(),
	actor: z.string(),
	reason: z.string(),
	what: z.string(),
	fields: z.array(z.object({ name: z.string(), from: z.string().optional(), to: z.string().optional() })),
});

/** Who changed lists, settings and profiles, why, and from what to what. Consent itself is told by its events. */
export class ChangeLog {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly now: () => number,
		private readonly stamp: () => string,
	) {}

	/** Notes the change, then makes it: no change is without its note, and a note whose change was refused is taken back. */
	async keep<T>(subject: string, { actor, reason, what, fields }: KeptChangeInput, change: () => Promise<T>): Promise<T> {
		const at = this.now();
		const key = this.keys.change(subject, `${digits(INVERSE - at)}-${this.stamp()}`);
		const shown = fields.map(({ name, from, to }) => ({ name, ...(from === undefined ? {} : { from: short(from) }), ...(to === undefined ? {} : { to: short(to) }) }));
		await this.backend.commit({ inserts: [{ key, value: toRow({ at: iso(at), actor: short(actor), reason: short(reason), what, fields: shown }) }] });
		try {
			return await change();
		} catch (error) {
			await this.backend.commit({ deletes: [key] });
			throw error;
		}
	}

	/** Newest first; of each subject those that `counts` says, by the time in milliseconds. */
	async of(subjects: string[], limit: number, counts: (subject: string, at: number) => boolean = () => true): Promise<KeptChange[]> {
		const pages = await Promise.all(subjects.map(async (subject) => await this.backend.page(this.keys.changesOf(subject), undefined, limit)));
		const changes = pages.flatMap((rows, index) =>
			rows.map(({ value }) => readRow(value, changeSchema, 'a kept change')).filter(({ at }) => counts(subjects[index] ?? '', Date.parse(at))),
		);
		return changes.sort((a, b) => (a.at > b.at ? -1 : a.at < b.at ? 1 : 0)).slice(0, limit);
	}
}

/** When a change was made, by its row's key. */
export function changeTime(key: string): number {
	return INVERSE - Number(key.slice(key.lastIndexOf(':') + 1).split('-')[0]);
}

function short(text: string): string {
	return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
