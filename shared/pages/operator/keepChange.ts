import { InvalidRequest } from '../../store/errors';
import type { ChangeSubject, KeptChangeInput } from '../../store/types';
import { field } from '../http';
import type { PageItem } from '../http';
import { reasonOf } from './enter';
import type { Outcome, OperatorVisit } from './visit';

export interface Change<T> {
	subject: ChangeSubject;
	/** In words, for those who read it later. */
	what: string;
	fields: KeptChangeInput['fields'];
	make: () => Promise<T>;
	notice: string;
	/** The item that goes on in the workflow. */
	item: (made: T) => Record<string, unknown>;
}

/** Makes a change that is no consent event, with a note of who made it and why; what can't be changed so is told in words. */
export async function keepChange<T>(visit: OperatorVisit, { subject, what, fields, make, notice, item }: Change<T>): Promise<Outcome> {
	const { request, context, operator } = visit;
	const reason = reasonOf(field(request, 'reason'));
	if (reason === undefined) return { problem: 'Say why: the reason is kept with the change.' };
	try {
		const made = await context.store.keepChange(subject, { actor: operator, reason, what, fields }, make);
		const json = { door: 'page', occurredAt: new Date(context.now).toISOString(), actor: operator, reason, ...item(made) };
		const items: PageItem[] = [{ output: 'changed', json }];
		return { notice, items };
	} catch (error) {
		if (error instanceof InvalidRequest) return { problem: error.message };
		throw error;
	}
}

/** What differs, each value in words; a value that is not there is missing. */
export function differences(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): KeptChangeInput['fields'] {
	const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
	return names.flatMap((name) => {
		const [from, to] = [inText(before[name]), inText(after[name])];
		return from === to ? [] : [{ name, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }];
	});
}

function inText(value: unknown): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	if (Array.isArray(value)) return value.length === 0 ? undefined : value.map(String).join(', ');
	if (typeof value !== 'object') return String(value);
	const parts = Object.entries(value).flatMap(([name, part]) => {
		const text = inText(part);
		return text === undefined ? [] : [`${name}: ${text}`];
	});
	return parts.length === 0 ? undefined : parts.join('; ');
}
