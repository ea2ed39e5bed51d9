import type { ConsentEventInput } from '../consent';
import { parseIdentifier } from '../identity';
import type { Identifiers } from '../identity';
import type { RecordResult } from '../store/types';
import type { PageItem } from './http';

const OUTPUTS: Partial<Record<ConsentEventInput['action'], PageItem['output']>> = {
	opt_in: 'optIn',
	opt_out: 'optOut',
	block: 'optOut',
};

/** What a recorded event becomes in the workflow; nothing for one that was refused, invalid or recorded before. */
export function consentItems(event: ConsentEventInput, result: RecordResult | undefined, more: Record<string, unknown> = {}): PageItem[] {
	if (result === undefined || result.duplicate === true) return [];
	if (result.outcome === 'refused' || result.outcome === 'invalid') return [];
	const json: Record<string, unknown> = {
		action: event.action,
		contact: result.contact,
		...identifiers(event),
		lists: result.lists,
		door: event.door === 'api' ? 'api' : 'page',
		occurredAt: new Date(event.occurredAt).toISOString(),
		changed: result.outcome === 'changed',
		previousStatus: result.previousStatus,
		status: result.status,
		...more,
	};
	if (result.eventId !== undefined) json.eventId = result.eventId;
	if (event.needsConfirmation !== undefined) json.pending = true;
	return [{ output: OUTPUTS[event.action] ?? 'changed', json }];
}

function identifiers(event: ConsentEventInput): Identifiers {
	const parsed = parseIdentifier(event.contact);
	return parsed.ok ? parsed.ids : {};
}
