import type { ConsentEvent, ListStatus, Status } from '../../../../shared/consent';

/**
 * What events add up to, worked out the slow way: by living through them one after the other. Written from the product's rules alone
 * and kept apart from the code it judges, which never puts events in order at all.
 */
export interface Outcome {
	status: Status;
	lists: Record<string, ListStatus>;
	/** Lists that were left by name and not gone back to. */
	left: string[];
	stoppedNumbers: string[];
	holds: number;
}

/** At one moment what permits comes first, so that what restricts has the last word. */
const WITHIN_A_MOMENT = ['opt_in', 'unblock', 'platform_resume', 'opt_out_likely', 'opt_out', 'block', 'platform_stop', 'link', 'correct'];

interface Said {
	turn: number;
	yes: boolean;
}

interface Book {
	person?: Said;
	business?: Said;
	leftByPerson: boolean;
	leftByBusiness: boolean;
	askedUntil?: number;
}

export function replay(events: ConsentEvent[], lists: string[]): Outcome {
	const books = new Map<string, Book>([...lists, '*'].map((list) => [list, { leftByPerson: false, leftByBusiness: false }]));
	let blocked = false;
	let holds = new Set<string>();
	const numbers = new Map<string, boolean>();

	inTheirOrder(withoutVoided(events)).forEach((event, turn) => {
		const { action } = event;
		if (action === 'block' || action === 'unblock') blocked = action === 'block';
		if (action === 'platform_stop' || action === 'platform_resume') numbers.set(event.phoneNumberId ?? '?', action === 'platform_stop');
		if (action === 'opt_out_likely') holds.add(event.eventId);
		if (action !== 'opt_in' && action !== 'opt_out') return;

		const yes = action === 'opt_in';
		const asking = yes && event.confirmBy !== undefined;
		if (event.origin === 'person' && !asking && (yes || event.lists.includes('*'))) holds = new Set();
		for (const [list, book] of books) {
			const byName = event.lists.includes(list);
			if (!byName && !event.lists.includes('*')) continue;
			if (asking) {
				book.askedUntil = event.confirmBy;
				continue;
			}
			book[event.origin] = { turn, yes };
			if (event.origin === 'person') {
				book.askedUntil = undefined;
				if (yes) book.leftByPerson = book.leftByBusiness = false;
				else if (byName) book.leftByPerson = true;
			} else if (yes) book.leftByBusiness = false;
			else if (byName) book.leftByBusiness = true;
		}
	});

	const standing: Array<[string, ListStatus]> = [...books].map(([list, book]) => [list, statusOf(book)]);
	const has = (status: ListStatus) => standing.some(([, each]) => each === status);
	const left = [...books].filter(([list, book]) => list !== '*' && statusOf(book) === 'opted_out' && (book.leftByPerson || book.leftByBusiness));
	return {
		status: blocked ? 'blocked' : has('opted_in') ? 'opted_in' : has('pending') ? 'pending' : has('opted_out') ? 'opted_out' : 'none',
		lists: Object.fromEntries(standing),
		left: left.map(([list]) => list),
		stoppedNumbers: [...numbers].filter(([, stopped]) => stopped).map(([number]) => number).sort(),
		holds: holds.size,
	};
}

function statusOf({ person, business, askedUntil }: Book): ListStatus {
	if (person !== undefined && !person.yes) return 'opted_out';
	const last = (person?.turn ?? -1) > (business?.turn ?? -1) ? person : business;
	if (last !== undefined) return last.yes ? 'opted_in' : 'opted_out';
	return askedUntil === undefined ? 'none' : 'pending';
}

/** A pending request is settled by what the person says at the same moment, so it is made first. A likely opt-out outlasts a yes. */
function inTheirOrder(events: ConsentEvent[]): ConsentEvent[] {
	const rank = (event: ConsentEvent) => (event.confirmBy === undefined ? WITHIN_A_MOMENT.indexOf(event.action) : -1);
	return [...events].sort((a, b) => a.occurredAt - b.occurredAt || rank(a) - rank(b));
}

function withoutVoided(events: ConsentEvent[]): ConsentEvent[] {
	const void_ = new Set(events.filter((event) => event.action === 'correct').map((event) => event.corrects));
	const byThePerson = ['keyword', 'button', 'interactive', 'flow', 'page', 'platform', 'send_error', undefined];
	return events.filter((event) => {
		if (!void_.has(event.eventId)) return true;
		if (event.action === 'opt_out_likely') return false;
		if (event.action.startsWith('platform_') || event.action === 'link' || event.action === 'correct') return true;
		return event.origin === 'person' && byThePerson.includes(event.door);
	});
}
