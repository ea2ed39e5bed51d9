import { askGate } from '../gate';
import type { Claim } from '../store/types';
import { candidates } from './candidates';
import { deliver } from './deliver';
import { messagingLimit } from './messagingLimit';
import { createNotes, purposeOf } from './notes';
import { createPace } from './pace';
import { withPlace } from './places';
import { prepare } from './prepare';
import { reportOf } from './report';
import { Progress } from './run';
import type { Candidate, Claimed, Run } from './run';
import { createSlots } from './slots';
import type { Campaign, CampaignDependencies, CampaignRecipient, CampaignResult } from './types';

const DEFAULT_RATE = 80;
const FEWEST_UNDER_WAY = 16;
const MOST_UNDER_WAY = 200;
/** Longer than a send with all its repetitions takes. */
const STALE_AFTER_MS = 10 * 60 * 1000;
/** How long apart those are looked at again whom another worker is just sending to, and after how many looks without change no more. */
const SECOND_LOOK_MS = 1000;
const LOOKS_WITHOUT_CHANGE = 5;

/**
 * Sends one template to many people. Asks the store about each person right before their turn, sends to nobody twice under one campaign
 * key, keeps to the number's rate, and ends when going on would do harm; whoever was not reached is then `unsent`.
 * @throws InvalidRequest naming the field; StoreUnavailable when the store can't be read before anything was sent. Later the rest comes
 * out as blocked with the reason `store_unavailable`.
 */
export async function sendCampaign(
	recipients: Iterable<CampaignRecipient>,
	campaign: Campaign,
	dependencies: CampaignDependencies,
): Promise<CampaignResult> {
	const { store, client, now, sleep, signal } = dependencies;
	const { phoneNumberId } = client.account;
	const startedAt = now();
	const { template, category, rule, list, limit, warnings, stop } = await prepare(campaign, dependencies);
	const messagesPerSecond = campaign.messagesPerSecond ?? DEFAULT_RATE;
	const { further, ...policy } = campaign.policy ?? {};
	const lastQuestion = { category, rule, phoneNumberId, policy, ...(list !== undefined && { list }) };
	const progress = new Progress(dependencies.onProgress);
	if (stop !== undefined) progress.stop(stop);
	const run: Run = {
		...dependencies,
		campaign,
		question: further === undefined ? lastQuestion : { ...lastQuestion, policy: { ...policy, further }, purpose: purposeOf(campaign.key) },
		lastQuestion,
		template,
		startedAt,
		pace: createPace({ messagesPerSecond, phoneNumberId, store, now, sleep }),
		slots: createSlots(Math.min(MOST_UNDER_WAY, Math.max(FEWEST_UNDER_WAY, messagesPerSecond))),
		notes: createNotes({ store, phoneNumberId, about: { purpose: purposeOf(campaign.key), category, ...(list !== undefined && { list }) }, onLoss: (error) => progress.loseStore(error) }),
		limit: messagingLimit(store, limit, phoneNumberId),
		progress,
	};
	const cancel = () => progress.stop({ code: 'cancelled', meaning: 'The execution was cancelled.', detail: '' });
	if (signal?.aborted === true) cancel();
	signal?.addEventListener('abort', cancel);
	try {
		await sendAll(run, candidates(run, recipients));
	} finally {
		signal?.removeEventListener('abort', cancel);
	}
	if (progress.storeLost !== undefined && progress.attempts === 0) throw progress.storeLost;
	return { outcomes: progress.outcomes, report: reportOf(run, warnings) };
}

async function sendAll(run: Run, source: AsyncGenerator<Candidate, void>): Promise<void> {
	let busyElsewhere = await sendFrom(run, source, []);
	for (let unchanged = 0; busyElsewhere.length > 0; ) {
		if (run.progress.stopped === undefined) await run.sleep(SECOND_LOOK_MS);
		const before = busyElsewhere.length;
		busyElsewhere = await sendFrom(run, again(busyElsewhere), unchanged < LOOKS_WITHOUT_CHANGE ? [] : undefined);
		unchanged = busyElsewhere.length < before ? 0 : unchanged + 1;
	}
	await run.slots.empty();
	await run.notes.flush();
	try {
		await run.pace.end();
		await run.limit.end();
	} catch (error) {
		run.progress.loseStore(error);
	}
}

async function* again(some: Candidate[]): AsyncGenerator<Candidate, void> {
	yield* some;
}

/** Works through candidates, turn by turn. @returns those whom another worker is just sending to, if they are to be looked at again */
async function sendFrom(run: Run, source: AsyncGenerator<Candidate, void>, busyElsewhere: Candidate[] | undefined): Promise<Candidate[]> {
	for (;;) {
		const room = run.progress.stopped === undefined ? await roomFor(run) : 0;
		if (room === 0) break;
		const group = await claimGroup(run, source, busyElsewhere, room);
		run.limit.giveBack(room - group.length);
		if (group.length === 0) break;
		await run.slots.room(group.length);
		await run.pace.turn();
		await takeTurn(run, group);
	}
	for await (const candidate of source) run.progress.notReached(candidate);
	return busyElsewhere ?? [];
}

/** How many people of one turn the messaging limit has room for. */
async function roomFor({ pace, slots, limit, progress }: Run): Promise<number> {
	try {
		const room = await limit.take(pace.perTurn);
		if (room > 0) return room;
		// Those under way may yet fail and leave some.
		await slots.empty();
		const left = await limit.take(pace.perTurn);
		if (left > 0) return left;
	} catch (error) {
		progress.loseStore(error);
		return 0;
	}
	progress.stop({
		code: 'messaging_limit',
		meaning: "The number's messaging limit is reached: Meta lets it write to so many people within 24 hours.",
		detail: 'Run the campaign again with the same key when the limit has room again; nobody gets it twice.',
	});
	return 0;
}

/** As many people as one turn takes, each claimed for this run. */
async function claimGroup(run: Run, source: AsyncGenerator<Candidate, void>, busyElsewhere: Candidate[] | undefined, size: number): Promise<Claimed[]> {
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

/** The people's turn: the store is asked once more, and whoever may still be written to is, at this very moment. */
async function takeTurn(run: Run, group: Claimed[]): Promise<void> {
	const { progress, slots, notes, limit, store } = run;
	const giveBack = (candidate: Claimed) => {
		notes.release(candidate);
		limit.giveBack(1);
	};
	const leave = (candidate: Claimed) => {
		giveBack(candidate);
		progress.notReached(candidate);
	};
	if (progress.stopped !== undefined) return group.forEach(leave);
	try {
		const contacts = group.map(({ recipient }) => recipient.contact);
		const answers = await askGate(store, contacts, run.lastQuestion, run.now());
		group.forEach((candidate, position) => {
			const answer = answers[position];
			if (answer === undefined || progress.stopped !== undefined) return leave(candidate);
			if (answer.decision === 'block') {
				giveBack(candidate);
				progress.blocked(candidate.index, answer);
				return;
			}
			slots.start(async () => await deliver(run, { ...candidate, answer }));
		});
	} catch (error) {
		progress.loseStore(error);
		group.forEach(leave);
	}
}
