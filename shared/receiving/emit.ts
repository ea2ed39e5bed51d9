import { asOf } from '../consent';
import type { ContactState } from '../consent';
import type { RecordResult } from '../store/types';
import { publicItem, signalIdOf } from '../whatsapp';
import type { Raw, WebhookItem } from '../whatsapp';
import type { Emitted, Output, ReceivingOptions } from './types';

/** What is known of an item once it has been recorded. */
export interface Known {
	/** The contact as they stand now. */
	state?: ContactState;
	result?: RecordResult;
	redelivered?: boolean;
	now: number;
}

const OUTPUTS: Partial<Record<string, Output>> = {
	opt_in: 'optIn',
	opt_out: 'optOut',
	opt_out_likely: 'optOut',
	platform_stop: 'optOut',
};

export function outputOf(item: WebhookItem): Output {
	return (item.kind === 'signal' ? OUTPUTS[item.action] : undefined) ?? 'other';
}

/** Delivery statuses that say nothing of consent go on only where asked for. */
export function goesOn(item: WebhookItem, options: ReceivingOptions): boolean {
	return item.kind !== 'status' || options.emitStatuses;
}

/** By what name the delivered signal is remembered for whom it goes to. */
export function memoryKey(item: WebhookItem, { recipient }: ReceivingOptions): string {
	return recipient === undefined ? signalIdOf(item) : `${signalIdOf(item)}>${recipient}`;
}

/** An item as it leaves the trigger. */
export function emit(item: WebhookItem, options: ReceivingOptions, known: Known): Emitted {
	const { needsLedger, ...json } = publicItem(item);
	// Meta's word for a status stays readable beside the contact's.
	if (item.kind === 'status') json.delivery = item.status;
	if (item.kind === 'signal' && !options.enabled) json.silent = true;
	if (needsLedger === true && item.contact === '') json.note = 'WhatsApp names nobody, and the message is not among the sends on record, so the stop could not be recorded.';
	const output = outputOf(item);
	if (output === 'other' && known.state !== undefined) Object.assign(json, standing(known.state, known.now));
	Object.assign(json, outcome(item, known.result));
	const contact = known.result?.contact || known.state?.contact;
	// Known by user ID alone on the wire, but by number on record.
	if (item.phone === undefined && contact !== undefined && contact !== '') json.contact = contact;
	if (known.redelivered === true) json.redelivered = true;
	return { output, json, signalId: memoryKey(item, options) };
}

function standing(state: ContactState, now: number): Raw {
	return { status: asOf(state, now).status, platformStop: state.platformStop };
}

function outcome(item: WebhookItem, result: RecordResult | undefined): Raw {
	if (result === undefined || item.kind !== 'signal') return {};
	const told: Raw = { changed: result.outcome === 'changed', previousStatus: result.previousStatus, status: result.status };
	if (result.eventId !== undefined) told.eventId = result.eventId;
	if (result.reason !== undefined) told.reason = result.reason;
	if (result.lists.length > 0) told.lists = result.lists;
	return told;
}
