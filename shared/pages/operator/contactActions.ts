import { blockEntry, optInEntry, optOutEntry } from '../../entry';
import type { ConsentEventInput } from '../../consent';
import { field } from '../http';
import { differences, keepChange } from './keepChange';
import { momentOf } from './localTime';
import { enter, OPERATOR_PAGE, settle, stopMoment, why } from './enter';
import type { Outcome, OperatorVisit } from './visit';

/** What can be done on a contact's page. */
export async function contactAction(visit: OperatorVisit): Promise<Outcome> {
	const given = why(visit);
	if ('problem' in given) return given;
	const { request, context } = visit;
	const { now } = context;
	const contact = request.query.contact ?? '';
	const common = { contact, source: OPERATOR_PAGE, evidence: given.evidence };
	const [action, list = ''] = field(request, 'do').split(' ');
	switch (action) {
		case 'leave':
			return await enter(visit, optOutEntry({ ...common, occurredAt: await stopMoment(visit, contact), origin: 'person', scope: 'marketing', lists: [list] }, now), 'optedOut');
		case 'join':
			return await enter(visit, optInEntry({ ...common, origin: 'business', lists: [list] }, now), 'optedIn');
		case 'optIn':
			return await enter(visit, optInEntry(withEvidence(visit, common), now), 'optedIn');
		case 'stopMarketing':
			return await toContact(enter(visit, optOutEntry({ ...common, occurredAt: await stopMoment(visit, contact), origin: 'person', scope: 'marketing' }, now), 'optedOut'), contact);
		case 'stopEverything':
			return await toContact(enter(visit, optOutEntry({ ...common, occurredAt: await stopMoment(visit, contact), origin: 'person', scope: 'everything' }, now), 'blocked'), contact);
		case 'unblock':
			return await record(visit, blockEntry('unblock', contact, given.evidence, now), 'unblocked');
		case 'void':
			return await record(visit, { ...blockEntry('unblock', contact, given.evidence, now), action: 'correct', eventId: field(request, 'eventId') }, 'voided');
		case 'profile':
			return await saveProfile(visit, contact);
		default:
			return { problem: 'Nothing was chosen.' };
	}
}

async function record(visit: OperatorVisit, event: ConsentEventInput, notice: string): Promise<Outcome> {
	return settle(visit, [event], await visit.context.store.record([event]), notice);
}

/** Their word on paper or by phone brings its own date and evidence; without them it is refused. */
function withEvidence({ request, context }: OperatorVisit, common: { contact: string; source: string; evidence: Record<string, unknown> }) {
	const isTheirs = field(request, 'origin') === 'person';
	const text = field(request, 'text').slice(0, 2000);
	const occurredAt = field(request, 'occurredAt');
	const evidence = text === '' ? (isTheirs ? {} : common.evidence) : { ...common.evidence, text };
	return {
		...common,
		evidence,
		origin: isTheirs ? ('person' as const) : ('business' as const),
		lists: [field(request, 'list')],
		...(occurredAt === '' ? {} : { occurredAt: momentOf(occurredAt, context.settings.timeZone) ?? occurredAt }),
	};
}

async function toContact(outcome: Promise<Outcome>, contact: string): Promise<Outcome> {
	const done = await outcome;
	return 'notice' in done ? { ...done, query: { view: 'contact', contact } } : done;
}

async function saveProfile(visit: OperatorVisit, contact: string): Promise<Outcome> {
	const { request, context } = visit;
	const [before] = await context.store.records([contact]);
	const written = attributesIn(field(request, 'attributes'));
	if (written === undefined) return { problem: 'Write attributes one a line, as name=value.' };
	const gone = Object.keys(before?.attributes ?? {}).filter((name) => !Object.hasOwn(written, name));
	const name = field(request, 'name');
	const tags = field(request, 'tags').split(',').map((tag) => tag.trim()).filter((tag) => tag !== '');
	const attributes = Object.fromEntries([...Object.entries(written), ...gone.map((key): [string, null] => [key, null])]);
	const change = { name: name === '' ? null : name, tags, attributes };
	return await keepChange(visit, {
		subject: { contact },
		what: 'Profile saved',
		fields: differences({ name: before?.name, tags: before?.tags, ...before?.attributes }, { name, tags, ...written }),
		make: async () => await context.store.updateProfile(contact, change),
		notice: 'profileSaved',
		item: (after) => ({
			action: 'profile_changed',
			contact: after.contact,
			...(after.name === undefined ? {} : { name: after.name }),
			tags: after.tags,
			attributes: after.attributes,
			status: after.status,
		}),
	});
}

function attributesIn(text: string): Record<string, string> | undefined {
	const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
	if (lines.some((line) => line.indexOf('=') < 1)) return undefined;
	return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')).trim(), line.slice(line.indexOf('=') + 1).trim()]));
}
