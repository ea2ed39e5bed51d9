import { askGate } from '../gate';
import { countriesOf, identifiersOf } from '../identity';
import { buildCallbackData, doubtFromRefusedSend, errorRule, stopFromRefusedSend } from '../whatsapp';
import type { CallProblem, SendResult } from '../whatsapp';
import { CLOSED_COUNTRY } from './candidates';
import type { Claimed, Run } from './run';

const RETRIES = 3;
const LONGEST_WAIT_MS = 30_000;
const COOL_DOWN_MS = 24 * 3600 * 1000;
/** So many people in a row with one and the same failure: it lies with the account or the way to Meta, not with them. */
const SAME_FAILURES = 20;

/**
 * Sends to one person whose consent was just asked. What may be repeated is repeated a few times, each time after asking the store
 * again; what may have been sent is not.
 */
export async function deliver(run: Run, candidate: Claimed): Promise<void> {
	try {
		await attempt(run, candidate);
	} catch (error) {
		const detail = error instanceof Error ? error.message : String(error);
		const broken = { code: 'internal_error', meaning: 'The sender broke down. The message may have been sent.', detail };
		run.progress.failed(candidate.index, candidate.answer, { ...broken, action: 'uncertain' });
		run.progress.stop(broken);
	}
}

async function attempt(run: Run, candidate: Claimed): Promise<void> {
	run.progress.attempts++;
	const { progress } = run;
	for (let tries = 0; ; tries++) {
		const { endpoint } = run;
		const result = await send(run, candidate);
		if (result.ok) return sent(run, candidate, result);
		if (endpoint === 'messages' && asksForMarketingApi(run, result) && progress.stopped === undefined) {
			run.endpoint = 'marketing_messages';
			if (!(await mayStill(run, candidate))) return giveUp(run, candidate);
			continue;
		}
		const wait = tries < RETRIES ? waitBefore(result, tries) : undefined;
		if (wait === undefined || progress.stopped !== undefined) return await failed(run, candidate, result);
		if (errorRule(Number(result.code)).perRecipient !== true) run.pace.pause(wait);
		await run.sleep(wait);
		await run.pace.turn();
		if (progress.stopped !== undefined) return await failed(run, candidate, result);
		if (!(await mayStill(run, candidate))) return giveUp(run, candidate);
	}
}

async function send({ client, campaign, endpoint }: Run, { answer, components }: Claimed): Promise<SendResult> {
	const to = answer.recipient ?? '';
	return await client.sendTemplate({
		to,
		name: campaign.template.name,
		language: campaign.template.language,
		components,
		callbackData: buildCallbackData({ contact: to, campaign: campaign.key }),
		...(endpoint === 'marketing_messages' && { marketingApi: true }),
	});
}

/** Refusals of `/messages` that ask for `/marketing_messages`. Nothing was sent, so the message goes there at once. */
const ASK_FOR_MARKETING_API: ReadonlySet<number | string> = new Set([131061, 131063]);

function asksForMarketingApi({ campaign }: Run, { code }: CallProblem): boolean {
	return (campaign.endpoint ?? 'automatic') === 'automatic' && ASK_FOR_MARKETING_API.has(code);
}

/** Longer with each attempt, and never shorter than asked for; nothing where repeating is out of the question. */
function waitBefore({ action, retryAfterMs = 1000, code }: CallProblem, tries: number): number | undefined {
	if (action !== 'retry') return undefined;
	const wait = retryAfterMs * (errorRule(Number(code)).perRecipient === true ? 4 : 2) ** tries;
	return wait > LONGEST_WAIT_MS ? undefined : wait;
}

/** Asks the store once more after a wait. A person who said stop meanwhile is left alone. */
async function mayStill(run: Run, candidate: Claimed): Promise<boolean> {
	try {
		const [answer] = await askGate(run.store, [candidate.recipient.contact], run.lastQuestion, run.now());
		if (answer === undefined) return false;
		candidate.answer = answer;
		return answer.decision !== 'block';
	} catch (error) {
		run.progress.loseStore(error);
		return false;
	}
}

function giveUp({ progress, limit, notes }: Run, candidate: Claimed): void {
	const { index, answer } = candidate;
	limit.giveBack(1);
	notes.release(candidate);
	if (progress.storeLost !== undefined) progress.unanswered(index, answer);
	else progress.blocked(index, answer);
}

function sent({ progress, notes, now }: Run, { index, answer, claimKey, reserved }: Claimed, result: Extract<SendResult, { ok: true }>): void {
	const at = now();
	const to = answer.recipient ?? '';
	const { messageId, waId, userId } = result;
	progress.failures.clear();
	progress.sent(index, answer, { messageId, to, sentAt: new Date(at).toISOString() });
	notes.sent({ claimKey, messageId, to, at, ...(waId !== undefined && { waId }), ...(userId !== undefined && { userId }), ...(reserved !== undefined && { reserved }) });
}

async function failed(run: Run, candidate: Claimed, problem: CallProblem): Promise<void> {
	const { progress } = run;
	const { code, meaning, action, detail } = problem;
	progress.failed(candidate.index, candidate.answer, { code, meaning, action, detail });
	if (action === 'uncertain') {
		// The claim stays open: whoever comes next sees that nobody knows.
	} else {
		run.limit.giveBack(1);
		run.notes.release(candidate);
	}
	if (action === 'stop') progress.stop({ code, meaning, detail });
	else if (action === 'skip') progress.failures.clear();
	else if (progress.failures.add(code) >= SAME_FAILURES) {
		progress.stop({ code, meaning, detail: `${SAME_FAILURES} people in a row failed with this. ${detail}`.trim() });
	}
	if (code === CLOSED_COUNTRY) closeCountry(run, candidate);
	await remember(run, candidate, problem);
}

/** Nobody else there is tried. A number that may be in one of several countries closes none. */
function closeCountry({ closedCountries }: Run, { answer }: Claimed): void {
	const [country, ...others] = countriesOf(identifiersOf(answer.recipient ?? ''));
	if (country !== undefined && others.length === 0) closedCountries.add(country);
}

/** What a refusal says of the person goes on record at once. */
async function remember(run: Run, { answer, token }: Claimed, { recordOptOut, coolDown, unreachable, identityChanged }: CallProblem): Promise<void> {
	const { store, client, progress } = run;
	const contact = identifiersOf(answer.recipient ?? '');
	const at = run.now();
	try {
		if (recordOptOut === true) await store.record([stopFromRefusedSend({ contact, phoneNumberId: client.account.phoneNumberId, at })]);
		if (identityChanged === true) await store.record([doubtFromRefusedSend({ contact, at })]);
		if (unreachable === true) await store.noteUndelivered(contact, token, at);
		if (coolDown === true) await store.coolDown(contact, at + COOL_DOWN_MS);
	} catch (error) {
		progress.loseStore(error);
	}
}
