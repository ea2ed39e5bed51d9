import type { ConsentEventInput, ContactState } from '../consent';
import { noteTemplates } from '../gate';
import { idKeys } from '../identity';
import type { ConsentStore, RecordResult, SentMessage, SignalMemory } from '../store/types';
import { interpret, readWebhook, signalIdOf, toEvents } from '../whatsapp';
import type { WebhookItem } from '../whatsapp';
import { asJudgedBefore } from './again';
import { emit, goesOn, memoryKey, outputOf } from './emit';
import { dependsOnState, judge } from './judge';
import { ourSends, tie } from './tie';
import { noteTraffic } from './traffic';
import type { Emitted, ReceivingOptions } from './types';

const DAY_MS = 86_400_000;

/** A webhook body as updates, understood but not yet recorded. Never throws. */
export function understand(body: unknown, options: ReceivingOptions, now: number): WebhookItem[] {
	return interpret(readWebhook(body, { receivedAt: now }), options.understanding);
}

/**
 * Records what updates say about consent, and gives them back as the items that go on in the workflow, in order. When this returns,
 * everything is in the store; when it throws, the sender must deliver again.
 * @throws StoreUnavailable
 */
export async function receive(updates: WebhookItem[], store: ConsentStore, options: ReceivingOptions, now: number): Promise<Emitted[]> {
	const once = withoutRepeats(updates);
	if (!options.recordConsent) return unrecorded(once, options, now);

	const [memory, looked] = await Promise.all([recall(once, store, options), lookUp(once, store, options)]);
	const found = looked.items.map((item, index) => ({ item, memory: memory[index] })).filter(({ memory: known }) => known?.handedOver !== true);
	const items = found.map(({ item }) => item);
	const judging = { ...looked, store, options, now };
	const again = found.map(({ memory: known }) => !options.dedupe || known?.fresh === false);
	const [judged] = await Promise.all([judgeAndRecord(items, again, judging), noteTraffic(items, store, now), noteTemplates(items, store)]);
	const states = await refreshed(judged, looked.states, store);
	return judged.flatMap(({ item, result }, index) => {
		if (!goesOn(item, options)) return [];
		const redelivered = found[index]?.memory?.fresh === false || result?.duplicate === true;
		return [emit(item, options, { state: states.get(item.contact), result, redelivered, now })];
	});
}

/** Without a store nobody can say whom a yes comes from, nor that it was asked for. */
function unrecorded(items: WebhookItem[], options: ReceivingOptions, now: number): Emitted[] {
	const optInFrom = options.optInFrom === 'nobody' ? 'nobody' : 'anyone';
	return items
		.filter((item) => goesOn(item, options))
		.map((item) => emit(judge(item, { ...options, optInFrom }, { state: undefined, answered: undefined, now }), options, { now }));
}

/** Meta may put the same update into one delivery twice. */
function withoutRepeats(updates: WebhookItem[]): WebhookItem[] {
	const seen = new Set<string>();
	return updates.filter((item) => {
		const id = signalIdOf(item);
		return !seen.has(id) && seen.add(id);
	});
}

/** What is remembered of each item from an earlier delivery; nothing of those that never go on. */
async function recall(items: WebhookItem[], store: ConsentStore, options: ReceivingOptions): Promise<Array<SignalMemory | undefined>> {
	if (!options.dedupe) return [];
	const wanted = items.filter((item) => goesOn(item, options)).map((item) => memoryKey(item, options));
	if (wanted.length === 0) return [];
	const memory = new Map((await store.rememberSignals(wanted)).map((known) => [known.signalId, known]));
	return items.map((item) => memory.get(memoryKey(item, options)));
}

interface Looked {
	/** The updates, tied to contacts where only our sends say whom they concern. */
	items: WebhookItem[];
	sent: Map<string, SentMessage>;
	states: Map<string, ContactState>;
}

async function lookUp(updates: WebhookItem[], store: ConsentStore, options: ReceivingOptions): Promise<Looked> {
	const sent = await ourSends(updates, store);
	const items = updates.map((item) => tie(item, sent));
	const asking = items.filter((item) => goesOn(item, options) && (outputOf(item) === 'other' || outputOf(item) === 'optIn'));
	return { items, sent, states: await statesOf(asking, store) };
}

async function statesOf(items: WebhookItem[], store: ConsentStore): Promise<Map<string, ContactState>> {
	const contacts = new Map<string, { phone?: string; waId?: string; userId?: string }>();
	for (const { contact, phone, waId, userId } of items) {
		if (contact !== '') contacts.set(contact, { ...contacts.get(contact), ...(phone && { phone }), ...(waId && { waId }), ...(userId && { userId }) });
	}
	if (contacts.size === 0) return new Map();
	const states = await store.states([...contacts.values()]);
	return new Map([...contacts.keys()].flatMap((contact, index) => (states[index] === undefined ? [] : [[contact, states[index]]])));
}

interface Judged {
	item: WebhookItem;
	/** Whether something that was not on record before was recorded with it. */
	isNews: boolean;
	result?: RecordResult;
}

interface Judging extends Looked {
	store: ConsentStore;
	options: ReceivingOptions;
	now: number;
}

/**
 * In one batch, as a rule. Where what a person said earlier in the same delivery has a say in what they said later, the later is
 * judged once the earlier has been recorded.
 */
async function judgeAndRecord(items: WebhookItem[], again: boolean[], { sent, states, store, options, now }: Judging): Promise<Judged[]> {
	const done: Judged[] = [];
	let known = states;
	for (const wave of waves(items, options)) {
		if (done.length > 0) known = await statesOf(wave, store);
		const offset = done.length;
		const judged = await Promise.all(
			wave.map(async (item, index) => {
				const answered = item.contextMessageId === undefined ? undefined : sent.get(item.contextMessageId)?.purpose;
				const counts = judge(item, options, { state: known.get(item.contact), answered, now });
				return again[offset + index] === true ? await asJudgedBefore(item, counts, store) : counts;
			}),
		);
		done.push(...(await record(judged, known, store, options)));
	}
	return done;
}

function waves(items: WebhookItem[], options: ReceivingOptions): WebhookItem[][] {
	const all: WebhookItem[][] = [];
	let wave: WebhookItem[] = [];
	let said = new Set<string>();
	for (const item of items) {
		if (said.has(item.contact) && dependsOnState(item, options)) {
			all.push(wave);
			[wave, said] = [[], new Set()];
		}
		wave.push(item);
		if (item.kind === 'signal') said.add(item.contact);
	}
	return wave.length === 0 ? all : [...all, wave];
}

async function record(items: WebhookItem[], states: Map<string, ContactState>, store: ConsentStore, options: ReceivingOptions): Promise<Judged[]> {
	const events: ConsentEventInput[] = [];
	const spans = items.map((item) => {
		const from = events.length;
		const openHolds = (item.undated === true ? [] : (states.get(item.contact)?.holds ?? []))
			// A late "go on" answers what was asked before it, not what was said since; one without a time what it names.
			.filter(({ since }) => Date.parse(since) <= Date.parse(item.occurredAt))
			.map((hold) => hold.eventId);
		const own = toEvents(item, { invited: item.kind === 'signal' && item.affirmative === true, openHolds });
		const state = states.get(item.contact);
		events.push(...own.map((event) => seenAgain(item, unconfirmed(item, event, options), state)));
		return { item, from, until: events.length };
	});
	const results = events.length === 0 ? [] : await recordForSure(events, store);
	return spans.map(({ item, from, until }) => {
		const isNews = results.slice(from, until).some(({ duplicate }) => duplicate !== true);
		const isSaid = until > from && events[until - 1]?.action !== 'link';
		return { item, isNews, ...(isSaid ? { result: results[until - 1] } : {}) };
	});
}

/**
 * An opt-out that the store can't take as it stands, say for a list whose key is a slip, is taken as one of everything. One that can't
 * be taken at all makes the delivery fail, so that Meta sends it again and somebody sees it.
 */
async function recordForSure(events: ConsentEventInput[], store: ConsentStore): Promise<RecordResult[]> {
	const results = await store.record(events);
	const lost = results.flatMap(({ outcome }, index) => (outcome === 'invalid' && RESTRICTING.has(events[index]?.action ?? 'link') ? [index] : []));
	if (lost.length === 0) return results;
	const again = await store.record(lost.flatMap((index) => (events[index] === undefined ? [] : [{ ...events[index], lists: undefined }])));
	lost.forEach((index, position) => {
		const result = again[position];
		if (result === undefined || result.outcome === 'invalid') throw new Error(`An opt-out could not be recorded: ${result?.reason ?? 'no result'}`);
		results[index] = result;
	});
	return results;
}

const RESTRICTING: ReadonlySet<ConsentEventInput['action']> = new Set(['opt_out', 'opt_out_likely', 'block', 'platform_stop']);

/** Who writes from a number that somebody else had in the meantime has it again from then on. */
function seenAgain(item: WebhookItem, event: ConsentEventInput, state: ContactState | undefined): ConsentEventInput {
	if (event.action !== 'link' || event.change === true || item.messageId === undefined || item.kind === 'status') return event;
	const isTold = item.userId !== undefined && state !== undefined && state.problem === undefined;
	const isAnothers = idKeys({ phone: item.phone, waId: item.waId }).every((number) => !idKeys(state ?? {}).includes(number));
	return isTold && isAnothers ? { ...event, id: item.messageId } : event;
}

/** Under double opt-in a bare START waits for a second word; a tap or a yes that was asked for is that word. */
function unconfirmed(item: WebhookItem, event: ConsentEventInput, options: ReceivingOptions): ConsentEventInput {
	if (options.confirmWithinDays === undefined || event.action !== 'opt_in' || item.kind !== 'signal') return event;
	if (item.affirmative === true || item.confirms !== undefined || item.takesBack !== undefined) return event;
	return { ...event, needsConfirmation: { until: Date.parse(item.occurredAt) + options.confirmWithinDays * DAY_MS } };
}

/** The states to show on ordinary items: read again for contacts of whom something was recorded just now. */
async function refreshed(judged: Judged[], states: Map<string, ContactState>, store: ConsentStore): Promise<Map<string, ContactState>> {
	const touched = new Set(judged.flatMap(({ item, isNews }) => (isNews ? [item.contact] : [])));
	const stale = judged.map(({ item }) => item).filter((item) => touched.has(item.contact) && outputOf(item) === 'other');
	if (stale.length === 0) return states;
	const contacts = new Set(stale.map(({ contact }) => contact));
	const all = judged.map(({ item }) => item).filter(({ contact }) => contacts.has(contact));
	return new Map([...states, ...(await statesOf(all, store))]);
}
