import { optInEntry, optOutEntry } from '../../entry';
import { field, fields } from '../http';
import type { PageItem } from '../http';
import { consentItems } from '../items';
import { enter, OPERATOR_PAGE, stopMoment, why } from './enter';
import type { Outcome, OperatorVisit } from './visit';

/** The switch in a row, and lists for many. */
export async function contactsAction(visit: OperatorVisit): Promise<Outcome> {
	const toggled = field(visit.request, 'toggle');
	if (toggled !== '') return await toggleContact(visit, toggled);
	if (field(visit.request, 'do') === 'addToList') return await addToList(visit);
	return { problem: 'Nothing was chosen.' };
}

export async function toggleContact(visit: OperatorVisit, toggled: string): Promise<Outcome> {
	const given = why(visit);
	if ('problem' in given) return given;
	const [direction, contact = ''] = toggled.split(' ');
	const { now, consentSettings } = visit.context;
	const common = { contact, source: OPERATOR_PAGE, evidence: given.evidence };
	if (direction === 'out') return await enter(visit, optOutEntry({ ...common, occurredAt: await stopMoment(visit, contact), origin: 'person', scope: 'marketing' }, now), 'optedOut');
	return await enter(visit, optInEntry({ ...common, origin: 'business', lists: [consentSettings.defaultList] }, now), 'optedIn');
}

async function addToList(visit: OperatorVisit): Promise<Outcome> {
	const given = why(visit);
	if ('problem' in given) return given;
	const { store, now } = visit.context;
	const contacts = fields(visit.request, 'contact').slice(0, 1000);
	const list = field(visit.request, 'list');
	if (contacts.length === 0) return { problem: 'Tick the contacts to be added first.' };
	const entries = contacts.flatMap((contact) => {
		const entry = optInEntry({ contact, lists: [list], source: OPERATOR_PAGE, origin: 'business', evidence: given.evidence }, now);
		return entry.ok ? entry.events : [];
	});
	const results = await store.record(entries);
	const told = { source: OPERATOR_PAGE, actor: visit.operator, reason: field(visit.request, 'reason') };
	const items: PageItem[] = entries.flatMap((event, index) => consentItems(event, results[index], told));
	const count = (outcome: string): string => String(results.filter((result) => result.outcome === outcome).length);
	return { notice: 'added', query: { changed: count('changed'), refused: count('refused') }, items };
}
