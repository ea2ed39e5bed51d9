import type { ImportRow } from '../store/types';

/** Words that sheets and other systems use for a contact's status. */
const STATUS_WORDS: Record<ImportRow['status'], string[]> = {
	opted_in: ['opted_in', 'opted in', 'opt-in', 'optin', 'subscribed', 'active', 'yes', 'y', 'true', '1', 'in'],
	opted_out: ['opted_out', 'opted out', 'opt-out', 'optout', 'unsubscribed', 'inactive', 'stop', 'no', 'n', 'false', '0', 'out'],
	blocked: ['blocked', 'block', 'do not contact', 'dnc', 'blacklisted'],
};

/** The status a written word stands for, or nothing: a word that is not known must not become an opt-in. */
export function statusOf(written: unknown): ImportRow['status'] | undefined {
	const word = String(written ?? '').trim().toLowerCase();
	for (const status of ['opted_in', 'opted_out', 'blocked'] as const) {
		if (STATUS_WORDS[status].includes(word)) return status;
	}
	return undefined;
}
