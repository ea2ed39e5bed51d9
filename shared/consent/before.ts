import { asOf } from './asOf';
import { foldAll } from './fold';
import type { ConsentEvent } from './types';

/** An event of a contact's history, with its times as ISO 8601 text. */
type Told = Omit<ConsentEvent, 'occurredAt' | 'recordedAt' | 'expiresAt' | 'confirmBy'> & {
	occurredAt: string;
	recordedAt: string;
	expiresAt?: string;
	confirmBy?: string;
};

/** The lists somebody was on before an event of their history, for a way back to where they were. */
export function listsBefore(history: Told[], eventId: string): string[] {
	const at = Date.parse(history.find((event) => event.eventId === eventId)?.occurredAt ?? '');
	const state = foldAll(history.filter((event) => event.eventId !== eventId).map(asEvent));
	// Of an event that is not among them the moment is not known, and so nothing that may have run out counts.
	return Object.entries(asOf(state, at).lists).flatMap(([key, { status }]) => (status === 'opted_in' ? [key] : []));
}

function asEvent(told: Told): ConsentEvent {
	const { occurredAt, recordedAt, expiresAt, confirmBy, ...rest } = told;
	return {
		...rest,
		occurredAt: Date.parse(occurredAt),
		recordedAt: Date.parse(recordedAt),
		...(expiresAt !== undefined && { expiresAt: Date.parse(expiresAt) }),
		...(confirmBy !== undefined && { confirmBy: Date.parse(confirmBy) }),
	};
}
