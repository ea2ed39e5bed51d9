import type { ContactState } from '../consent';
import { contactOf } from '../identity';
import type { Identifiers } from '../identity';

/** The state of somebody of whom nothing was ever recorded. */
export function unknownContact(ids: Identifiers): ContactState {
	return { contact: contactOf(ids), ...ids, status: 'none', lists: {}, platformStop: false, platformStops: {}, holds: [] };
}
