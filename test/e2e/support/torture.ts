import { fold } from '../../../shared';
import type { ConsentEventInput, ContactState } from '../../../shared';
import { buildPayload } from '../../../shared/whatsapp';
import { payloads } from '../../../simulator';
import { DEMO_ACCOUNT } from '../../../simulator/demo';

type Webhook = ReturnType<typeof payloads.inbound>;

/** One thing a person says, as Meta delivers it and as it has to be recorded; nothing where it says nothing of consent. */
export interface Signal {
	person: Person;
	webhook: Webhook;
	at: number;
	event?: ConsentEventInput;
}

export interface Person {
	waId: string;
	userId: string;
	name: string;
}

export const LISTS = ['marketing', 'news'] as const;
const NUMBER = { businessAccountId: DEMO_ACCOUNT.businessAccountId, phoneNumberId: DEMO_ACCOUNT.phoneNumberId, displayPhoneNumber: '+1 555-010-0000' };

export type Random = (below: number) => number;

/** Small and seeded (mulberry32), so that a failing run can be repeated. */
export function randomFrom(seed: number): Random {
	let state = seed >>> 0;
	return (below) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
	};
}

type Said = { content: Parameters<typeof payloads.inbound>[1]; event?: Pick<ConsentEventInput, 'action' | 'lists'> } | 'stop' | 'resume' | 'refused';

const tap = (verb: 'optin' | 'optout', list: string): Said => ({
	content: payloads.templateButton('See more', buildPayload({ verb, lists: [list] })),
	event: { action: verb === 'optin' ? 'opt_in' : 'opt_out', lists: [list] },
});
const words = (text: string, event?: Pick<ConsentEventInput, 'action' | 'lists'>): Said => ({ content: payloads.text(text), ...(event === undefined ? {} : { event }) });

const REPERTOIRE: Said[] = [
	words('STOP', { action: 'opt_out', lists: ['*'] }),
	words(' stop! ', { action: 'opt_out', lists: ['*'] }),
	words('START', { action: 'opt_in', lists: ['marketing'] }),
	words('Start', { action: 'opt_in', lists: ['marketing'] }),
	tap('optin', 'news'),
	tap('optout', 'news'),
	tap('optout', 'marketing'),
	words('yes'),
	words('Are you open on Sunday?'),
	'stop',
	'resume',
	'refused',
];

/** What `people` say in `count` signals: at most one a second of each, so that of WhatsApp's own switch no two are of one moment. */
export function signalsOf(people: number, count: number, random: Random, now: number): Signal[] {
	const all: Person[] = Array.from({ length: people }, (_, index) => ({ waId: `1555${String(4_000_000 + index)}`, userId: `US.77${String(index).padStart(8, '0')}`, name: `P${index}` }));
	return Array.from({ length: count }, (_, index) => {
		const person = all[index % people] as Person;
		// Words of one person may share a second: then the opt-out wins.
		const turn = Math.floor(index / people);
		const said = REPERTOIRE[random(REPERTOIRE.length)] as Said;
		const at = Math.floor(now / 1000) * 1000 - 86_400_000 + (typeof said === 'string' ? turn * 1000 + 500_000 : random(12) * 1000);
		return signal(person, said, at, `wamid.t${index}`);
	});
}

function signal(person: Person, said: Said, at: number, id: string): Signal {
	const occasion = { number: NUMBER, person, at };
	const event = (part: Pick<ConsentEventInput, 'action' | 'lists'>): ConsentEventInput => ({ ...part, contact: { waId: person.waId, userId: person.userId }, origin: 'person', source: 'test', occurredAt: at, id });
	if (typeof said === 'object') {
		return { person, at, webhook: payloads.inbound(occasion, said.content, { id }), ...(said.event === undefined ? {} : { event: event(said.event) }) };
	}
	const webhook = said === 'refused' ? payloads.stoppedMarketing(occasion, `wamid.ours.${id}`) : payloads.userPreference(occasion, said);
	return { person, at, webhook, event: { ...event({ action: said === 'resume' ? 'platform_resume' : 'platform_stop' }), phoneNumberId: NUMBER.phoneNumberId } };
}

/** Every signal at least once, some twice or three times, shuffled, in deliveries of up to `most`. */
export function deliveriesOf(signals: Signal[], most: number, random: Random): Webhook[] {
	const copies = signals.flatMap((one) => Array.from({ length: random(4) === 0 ? 2 + random(2) : 1 }, () => one));
	const shuffled = copies.map((one) => ({ one, place: random(1_000_000) })).sort((a, b) => a.place - b.place).map(({ one }) => one.webhook);
	const posts: Webhook[] = [];
	while (shuffled.length > 0) posts.push(payloads.batch(shuffled.splice(0, 1 + random(most)), random(2) === 0 ? 'messages' : 'entries'));
	return posts;
}

export interface Standing {
	status: string;
	lists: Array<string | undefined>;
	platformStop: boolean;
}

/** What the contract says these signals add up to, computed without any of the code under test. */
export function oracle(signals: Signal[]): Standing {
	const latest = (of: (event: ConsentEventInput) => 'in' | 'out' | undefined): 'in' | 'out' | undefined => {
		let best: { at: number; is: 'in' | 'out' } | undefined;
		for (const { event, at } of signals) {
			const is = event === undefined ? undefined : of(event);
			if (is === undefined) continue;
			if (best === undefined || at > best.at || (at === best.at && is === 'out')) best = { at, is };
		}
		return best?.is;
	};
	const side = ({ action }: ConsentEventInput) => (action === 'opt_in' ? 'in' : action === 'opt_out' ? 'out' : undefined);
	const lists = LISTS.map((list) => latest((event) => (event.lists?.some((one) => one === list || one === '*') === true ? side(event) : undefined)));
	const status = lists.includes('in') ? 'opted_in' : lists.includes('out') ? 'opted_out' : 'none';
	const flag = latest(({ action }) => (action === 'platform_stop' ? 'out' : action === 'platform_resume' ? 'in' : undefined));
	const named = { in: 'opted_in', out: 'opted_out' } as const;
	return { status, lists: lists.map((is) => is && named[is]), platformStop: flag === 'out' };
}

export function standingOf(state: ContactState): Standing {
	const lists = LISTS.map((list) => state.lists[list]?.status ?? state.everything?.status);
	return { status: state.status, lists, platformStop: state.platformStop };
}

/** The project's own pure fold of the same events. */
export function folded(signals: Signal[]): Standing {
	return standingOf(fold(signals.flatMap(({ event }) => event ?? [])));
}
