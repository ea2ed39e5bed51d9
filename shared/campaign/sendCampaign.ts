import { askGate } from '../gate';
import { chunks } from '../store/backend';
import { candidates } from './candidates';
import { claimGroup } from './claimGroup';
import { deliver } from './deliver';
import { messagingLimit } from './messagingLimit';
import { createNotes, purposeOf } from './notes';
import { createPace } from './pace';
import { prepare } from './prepare';
import { reportOf } from './report';
import { Progress } from './run';
import type { Candidate, Claimed, Run } from './run';
import { createSlots } from './slots';
import type { Campaign, CampaignDependencies, CampaignRecipient, CampaignResult } from './types';

const DEFAULT_RATE = 80;
const FEWEST_UNDER_WAY = 16;
const MOST_UNDER_WAY = 200;
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
		endpoint: campaign.endpoint === 'marketing_messages' ? 'marketing_messages' : 'messages',
		startedAt,
		pace: createPace({ messagesPerSecond, phoneNumberId, store, now, sleep }),
		slots: createSlots(Math.min(MOST_UNDER_WAY, Math.max(FEWEST_UNDER_WAY, messagesPerSecond))),
		notes: createNotes({ store, phoneNumberId, about: { purpose: purposeOf(campaign.key), category, ...(list !== undefined && { list }) }, onLoss: (error) => progress.loseStore(error) }),
		limit: messagingLimit(store, limit, phoneNumberId),
		closedCountries: new Set(),
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
	const { progress, pace, slots, limit } = run;
	for (;;) {
		const room = progress.stopped === undefined ? await roomFor(run) : 0;
		if (room === 0) break;
		const claimed = await claimGroup(run, source, busyElsewhere, room);
		limit.giveBack(room - claimed.length);
		if (claimed.length === 0) break;
		for (const group of chunks(claimed, pace.perTurn)) {
			await slots.room(group.length);
			if (progress.stopped === undefined) await pace.turn();
			await takeTurn(run, group);
		}
	}
	for await (const candidate of source) run.progress.notReached(candidate);
	return busyElsewhere ?? [];
}

/** How many people of those claimed together the messaging limit has room for. */
async function roomFor({ pace, slots, limit, progress }: Run): Promise<number> {
	try {
		const room = await limit.take(pace.perClaim);
		if (room > 0) return room;
		// Those under way may yet fail and leave some.
		await slots.empty();
		const left = await limit.take(pace.perClaim);
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
