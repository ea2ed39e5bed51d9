import { asOf } from '../consent';
import type { ConsentEventInput, ContactState } from '../consent';
import type { ConsentStore, RecordResult } from '../store/types';
import { interpret, publicItem, readWebhook, signalIdOf, toEvents } from '../whatsapp';
import type { Raw, WebhookItem } from '../whatsapp';
import { answeredPurposes, judge, pendingLists } from './judge';
import { tieToOurSends } from './tie';
import type { Emitted, Output, ReceivingOptions } from './types';

const DAY_MS = 86_400_000;
/** Meta asks not to write marketing for a day after it held a message back. */
const HELD_BACK = 131049;

/** A webhook body as updates, understood but not yet recorded. Never throws. */
export function understand(body: unknown, options: ReceivingOptions, now: number): WebhookItem[] {
	return interpret(readWebhook(body, { receivedAt: now }), options.understanding);
}

/**
 * Records what updates say about consent, and gives them back as the items that go on in the workflow, in order. When this returns,
 * everything is in the store; when it throws, the sender must deliver again.
 * @throws StoreUnavailable
 */
export async function receive(
	updates: WebhookItem[],
	store: ConsentStore,
	options: ReceivingOptions,
	now: number,
): Promise<Emitted[]> {
	if (!options.recordConsent) return updates.flatMap((item) => emit(unrecorded(item), undefined, undefined, options));

	const tied = await tieToOurSends(updates, store);
	const states = await statesOf(tied, store);
	const answered = await answeredPurposes(tied, store);
	const items = tied.map((item) =>
		judge(item, options, {
			state: states.get(item.contact),
			answered: item.contextMessageId === undefined ? undefined : answered.get(item.contextMessageId),
			now,
		}),
	);
	const results = await record(items, states, store, options, now);
	await noteTraffic(items, store, now);
	const memory = options.dedupe ? await store.rememberSignals(items.map(signalIdOf)) : [];
	return items.flatMap((item, index) => {
		const remembered = memory[index];
		if (remembered?.handedOver === true) return [];
		const result = results[index];
		const redelivered = remembered?.fresh === false || result?.duplicate === true;
		return emit(item, states.get(item.contact), result, options, redelivered, now);
	});
}

/** Without a store nobody can say that a yes was asked for. */
function unrecorded(item: WebhookItem): WebhookItem {
	return judge(item, { optInFrom: 'anyone', enabled: true } as ReceivingOptions, { state: undefined, answered: undefined, now: 0 });
}

async function statesOf(items: WebhookItem[], store: ConsentStore): Promise<Map<string, ContactState>> {
	const contacts = new Map(items.filter((item) => item.contact !== '').map((item) => [item.contact, item]));
	const states = await store.states([...contacts.values()].map(({ phone, waId, userId }) => ({ phone, waId, userId })));
	return new Map([...contacts.keys()].map((contact, index) => [contact, states[index]] as const).filter(isKnown));
}

function isKnown(entry: readonly [string, ContactState | undefined]): entry is readonly [string, ContactState] {
	return entry[1] !== undefined;
}

async function record(
	items: WebhookItem[],
	states: Map<string, ContactState>,
	store: ConsentStore,
	options: ReceivingOptions,
	now: number,
): Promise<Array<RecordResult | undefined>> {
	const events: ConsentEventInput[] = [];
	const last: Array<number | undefined> = items.map((item) => {
		const state = states.get(item.contact);
		const own = toEvents(item, {
			invited: item.kind === 'signal' && item.affirmative === true,
			confirmedLists: pendingLists({ state, answered: undefined, now }),
			openHolds: state?.holds.map((hold) => hold.eventId) ?? [],
		}).map((event) => confirmed(item, event, options));
		events.push(...own);
		return own.some((event) => event.action !== 'link') ? events.length - 1 : undefined;
	});
	if (events.length === 0) return last.map(() => undefined);
	const results = await store.record(events);
	return last.map((index) => (index === undefined ? undefined : results[index]));
}

/** Under double opt-in a bare START waits for a second word; a tap or a yes that was asked for is that word. */
function confirmed(item: WebhookItem, event: ConsentEventInput, options: ReceivingOptions): ConsentEventInput {
	if (options.confirmWithinDays === undefined || event.action !== 'opt_in' || item.kind !== 'signal') return event;
	if (item.affirmative === true || item.confirms !== undefined || item.takesBack !== undefined) return event;
	return { ...event, needsConfirmation: { until: Date.parse(item.occurredAt) + options.confirmWithinDays * DAY_MS } };
}

async function noteTraffic(items: WebhookItem[], store: ConsentStore, now: number): Promise<void> {
	const inbound = items.flatMap((item) =>
		item.contact !== '' && item.phoneNumberId !== undefined && isInbound(item)
			? [{ identifier: { phone: item.phone, waId: item.waId, userId: item.userId }, phoneNumberId: item.phoneNumberId, at: momentOf(item, now) }]
			: [],
	);
	if (inbound.length > 0) await store.noteInbound(inbound);
	for (const item of items) {
		if (item.kind !== 'status' || item.contact === '' || !item.codes.includes(HELD_BACK)) continue;
		await store.coolDown(item.contact, momentOf(item, now) + DAY_MS);
	}
}

function isInbound(item: WebhookItem): boolean {
	if (item.kind === 'message') return true;
	return item.kind === 'signal' && item.door !== 'platform' && item.door !== 'send_error';
}

/** A forged time from the future must not hold a window or a cool-down open for years. */
function momentOf(item: WebhookItem, now: number): number {
	return Math.min(Date.parse(item.occurredAt), now);
}

const OUTPUTS: Partial<Record<string, Output>> = {
	opt_in: 'optIn',
	opt_out: 'optOut',
	opt_out_likely: 'optOut',
	platform_stop: 'optOut',
};

function emit(
	item: WebhookItem,
	state: ContactState | undefined,
	result: RecordResult | undefined,
	options: ReceivingOptions,
	redelivered = false,
	now = 0,
): Emitted[] {
	if (item.kind === 'status' && !options.emitStatuses) return [];
	const { kind, ...json } = publicItem(item);
	const signalId = signalIdOf(item);
	const output: Output = (item.kind === 'signal' ? OUTPUTS[item.action] : undefined) ?? 'other';
	if (redelivered) json.redelivered = true;
	if (item.kind === 'signal') {
		if (!options.enabled) json.silent = true;
		return [{ output, signalId, json: { ...json, ...outcome(item, result) } }];
	}
	const about: Raw = { ...(item.kind === 'status' ? { delivery: json.status } : {}) };
	if (state !== undefined) {
		about.status = asOf(state, now).status;
		about.platformStop = state.platformStop;
	}
	return [{ output, signalId, json: { ...json, kind, ...about } }];
}

function outcome(item: WebhookItem, result: RecordResult | undefined): Raw {
	if (result === undefined) return {};
	const told: Raw = { changed: result.outcome === 'changed', previousStatus: result.previousStatus, status: result.status };
	if (result.eventId !== undefined) told.eventId = result.eventId;
	if (result.reason !== undefined) told.reason = result.reason;
	if (item.kind === 'signal' && result.lists.length > 0) told.lists = result.lists;
	return told;
}
