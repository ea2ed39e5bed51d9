import { listsBefore } from '../../../shared/consent';
import type { ConsentEventInput } from '../../../shared/consent';
import { checked, day, form, imported, start, stop } from './support/events';

/** A contact's history as the store tells it. */
function told(events: ConsentEventInput[]): Parameters<typeof listsBefore>[0] {
	const iso = (ms: number | undefined) => (ms === undefined ? undefined : new Date(ms).toISOString());
	return events.map(checked).map(({ occurredAt, expiresAt, confirmBy, ...event }) => ({
		...event, occurredAt: new Date(occurredAt).toISOString(), recordedAt: new Date(occurredAt).toISOString(), expiresAt: iso(expiresAt), confirmBy: iso(confirmBy),
	}));
}

describe('the lists somebody was on before an event', () => {
	const last = stop(9);

	it.each<[string, ConsentEventInput[], string[]]>([
		['are those that the event ended', [imported(1), start(2, { lists: ['news'] })], ['marketing', 'news']],
		['are none where there were none', [], []],
		['do not count those left earlier', [start(1, { lists: ['marketing', 'news'] }), stop(2, { lists: ['news'] })], ['marketing']],
		['do not count those whose opt-in had run out', [start(1, { expiresAt: day(9) }), start(2, { lists: ['news'], expiresAt: day(10) })], ['news']],
		['do not count those whose confirmation was waited for', [form(1, 20)], []],
	])('%s', (_, events, lists) => {
		expect(listsBefore(told([...events, last]), checked(last).eventId)).toEqual(lists);
	});
});
