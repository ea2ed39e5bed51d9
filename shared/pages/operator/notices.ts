import type { Message } from './visit';

/** What is said after a change. Only these can be shown: the address bar must not put words into the page's mouth. */
const NOTICES: Readonly<Record<string, Message>> = {
	optedIn: { kind: 'good', text: 'Opted in. The next run of a gate knows.' },
	optedOut: { kind: 'good', text: 'Opted out. The next run of a gate knows.' },
	blocked: { kind: 'good', text: 'Blocked: no message of any kind goes out any more.' },
	unblocked: { kind: 'good', text: 'Unblocked. What they said before counts again.' },
	voided: { kind: 'good', text: 'Voided: the event counts for nothing, and both stay in the history.' },
	unchanged: { kind: 'wait', text: 'Recorded. It changed nothing: that is how it was already.' },
	profileSaved: { kind: 'good', text: 'Profile saved.' },
	listSaved: { kind: 'good', text: 'List saved.' },
	listDeleted: { kind: 'good', text: 'List deleted. Its members keep their history.' },
	settingsSaved: { kind: 'good', text: 'Saved. It counts for every node from now on.' },
	counted: { kind: 'good', text: 'Counted.' },
};

export function noticeOf({ notice = '', changed, refused }: Readonly<Record<string, string>>): Message | undefined {
	if (notice === 'added') return { kind: 'good', text: `Added to the list: ${Number(changed) || 0}. Refused, because they said stop themselves: ${Number(refused) || 0}.` };
	return Object.hasOwn(NOTICES, notice) ? NOTICES[notice] : undefined;
}
