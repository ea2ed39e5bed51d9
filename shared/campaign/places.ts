import { DEFAULT_LIST } from '../consent';
import type { FrequencyCap } from '../consent';
import { capped, concerns } from '../consent/rules';
import type { Closed } from '../consent/rules';
import type { SendsBeside } from '../store/types';
import { purposeOf } from './notes';
import type { Candidate, Claimed, Run } from './run';

/** How often, and how far apart, a place is looked at that another worker may be giving back at this moment. */
const LOOKS = 8;
const LOOK_AGAIN_MS = 25;

interface Capped {
	caps: FrequencyCap[];
	category: Run['question']['category'];
	list: string | undefined;
}

/**
 * Those who have a place under the frequency caps, which is theirs until the message counts as sent or their claim is given back.
 * Whoever another worker is just writing to is looked at again later, or counts as capped where that was done often enough.
 */
export async function withPlace(run: Run, claimed: Claimed[], busyElsewhere: Candidate[] | undefined): Promise<Claimed[]> {
	const terms = cappedTerms(run);
	if (terms.caps.length === 0) return claimed;
	const placed: Claimed[] = [];
	let open = claimed.map((one): Claimed => ({ ...one, reserved: { key: one.claimKey, contact: one.answer.recipient ?? '' } }));
	try {
		for (let look = 1; open.length > 0; look++) {
			const beside = await reserve(run, open, terms);
			const waiting: Claimed[] = [];
			const left: Array<[Claimed, Closed | undefined]> = [];
			open.forEach((candidate, position) => {
				const counts = beside[position];
				const closed = (which: keyof SendsBeside) => capped(terms.caps, terms, counts?.[which]);
				if (closed('all') === undefined) placed.push(candidate);
				else if (closed('sent') !== undefined) left.push([candidate, closed('sent')]);
				else if (closed('ahead') !== undefined || look === LOOKS) left.push([candidate, undefined]);
				else waiting.push(candidate);
			});
			await run.store.releaseSends(left.flatMap(([{ reserved }]) => reserved ?? []));
			for (const [candidate, why] of left) leave(run, candidate, why, busyElsewhere);
			open = waiting;
			if (open.length > 0) await run.sleep(LOOK_AGAIN_MS);
		}
	} catch (error) {
		run.progress.loseStore(error);
		for (const candidate of open) {
			run.notes.release(candidate);
			run.progress.notReached(candidate);
		}
	}
	return placed;
}

function cappedTerms({ question }: Run): Capped {
	const { category } = question;
	const list = question.list ?? (category === 'marketing' ? DEFAULT_LIST : undefined);
	const caps = question.policy?.further?.frequencyCaps ?? [];
	return { caps: caps.filter((cap) => concerns(cap, { category, list })), category, list };
}

async function reserve({ store, client, campaign, now }: Run, some: Claimed[], { category, list }: Capped): Promise<SendsBeside[]> {
	const at = now();
	const about = { phoneNumberId: client.account.phoneNumberId, purpose: purposeOf(campaign.key), category, at, ...(list !== undefined && { list }) };
	const reservations = some.flatMap(({ reserved }) => (reserved === undefined ? [] : [{ ...reserved, ...about }]));
	return await store.reserveSends(reservations, { now: at, ...(list !== undefined && { list }) });
}

function leave({ notes, progress }: Run, candidate: Claimed, why: Closed | undefined, busyElsewhere: Candidate[] | undefined): void {
	const { reserved, token, ...plain } = candidate;
	notes.release({ claimKey: plain.claimKey, token });
	if (why === undefined && busyElsewhere !== undefined) {
		busyElsewhere.push(plain);
		return;
	}
	const { reason, detail } = why ?? { reason: 'frequency_cap' as const, detail: 'Another campaign is just writing to this person.' };
	progress.blocked(plain.index, { ...plain.answer, decision: 'block', reason, detail });
}
