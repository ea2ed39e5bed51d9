import type { ConsentEventInput } from '../../../shared/consent';
import { at, phone } from '../contract/clock';

export type Kind = 'stop' | 'subscribe' | 'import' | 'restart';

export interface Task {
	kind: Kind;
	/** Numbers of the contacts, in the order in which they are written. */
	contacts: number[];
	batch: number;
	/** Tries a failed batch again until it goes in. */
	insist?: boolean;
}

/** What each kind of writer says of a contact. The stop is the newest word on everything, the restart a newer one on one list. */
export function eventFor(kind: Kind, n: number): ConsentEventInput {
	const contact = phone(n);
	switch (kind) {
		case 'stop':
			return { action: 'opt_out', contact, origin: 'person', source: 'keyword', occurredAt: at(10), id: `stop-${n}` };
		case 'subscribe':
			return { action: 'opt_in', contact, lists: ['news'], origin: 'person', source: 'page', occurredAt: at(5), id: `subscribe-${n}` };
		case 'restart':
			return { action: 'opt_in', contact, lists: ['offers'], origin: 'person', source: 'page', occurredAt: at(15), id: `restart-${n}` };
		case 'import':
			return { action: 'opt_in', contact, lists: ['news'], origin: 'business', source: 'import', occurredAt: at(20) };
	}
}
