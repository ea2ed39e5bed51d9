import type { Claim } from '../store/types';
import { withPlace } from './places';
import type { Candidate, Claimed, Run } from './run';

/** Longer than a send with all its repetitions takes. */
const STALE_AFTER_MS = 10 * 60 * 1000;

/** Up to so many people, each claimed for this run. Who is claimed and not reached is uncertain should the process die, so they are few. */
export async function claimGroup(run: Run, source: AsyncGenerator<Candidate, void>, busyElsewhere: Candidate[] | undefined, size: number): Promise<Claimed[]> {
	const group: Claimed[] = [];
	while (group.length < size && run.progress.stopped === undefined) {
		const some: Candidate[] = [];
		while (group.length + some.length < size) {
			const next = await source.next();
			if (next.done === true) break;
			some.push(next.value);
		}
		if (some.length === 0) break;
		const options = { staleAfterMs: STALE_AFTER_MS, ...(run.campaign.retryUncertain === true && { retryUncertain: true }) };
		const claims = await Promise.allSettled(some.map(async ({ claimKey }) => await run.store.claim(claimKey, options)));
		const ours: Claimed[] = [];
		some.forEach((candidate, position) => {
			const claim = claims[position];
			if (claim?.status === 'fulfilled') {
				if (claim.value.state === 'claimed') ours.push({ ...candidate, token: claim.value.token });
				else if (claim.value.state === 'in_progress' && busyElsewhere !== undefined) busyElsewhere.push(candidate);
				else takenElsewhere(run, candidate, claim.value);
				return;
			}
			run.progress.loseStore(claim?.reason);
			run.progress.notReached(candidate);
		});
		group.push(...(await withPlace(run, ours, busyElsewhere)));
	}
	return group;
}

function takenElsewhere({ progress }: Run, { index, answer }: Candidate, { state, at, outcome }: Exclude<Claim, { state: 'claimed' }>): void {
	if (state === 'done') {
		const when = typeof outcome?.sentAt === 'string' ? outcome.sentAt : at;
		progress.blocked(index, { ...answer, decision: 'block', reason: 'duplicate', detail: `Got this campaign's message at ${when}.` });
		return;
	}
	progress.failed(index, answer, {
		code: 'unfinished_attempt',
		meaning: 'An earlier attempt has no known end: the message may have been sent, so it is not repeated.',
		action: 'uncertain',
		detail: `The attempt began at ${at}.`,
	});
}
