import { buildPayload } from '../../../shared/whatsapp';
import { payloads } from '../../../simulator';
import { ADA, DAY, inboxes, NOON, NOOR, NUMBER, says, together } from './support';
import type { Settings } from './support';

const inbox = inboxes();
const DOUBLE: Settings = { confirmWithinDays: 30 };
const before = (ms: number): { at: number } => ({ at: NOON - ms });

describe('yes-words', () => {
	it.each(['YES', 'Y', 'JA', 'OUI', 'INTERESTED', 'continue'])('%s from a stranger is an ordinary message', async (word) => {
		const [item] = await inbox().deliver(says(ADA, word), { languages: ['en', 'de', 'fr'] });
		expect(item).toMatchObject({ kind: 'message', text: { body: word }, status: 'none' });
		await expect(inbox().status(ADA)).resolves.toBe('none');
	});

	it('confirm an opt-in that waits, on the lists it was for', async () => {
		await inbox().deliver(says(ADA, 'START', before(DAY)), { ...DOUBLE, keywordLists: { START: ['pizza-club'] } });
		await expect(inbox().status(ADA)).resolves.toBe('pending');
		const [item] = await inbox().deliver(says(ADA, 'yes'), DOUBLE);
		expect(item).toMatchObject({ action: 'opt_in', lists: ['pizza-club'], previousStatus: 'pending', status: 'opted_in', changed: true });
	});

	it('confirm nothing once the time for it is over', async () => {
		await inbox().deliver(says(ADA, 'START', before(31 * DAY)), DOUBLE);
		const [item] = await inbox().deliver(says(ADA, 'yes'), DOUBLE);
		expect(item).toMatchObject({ kind: 'message', status: 'none' });
	});

	it('opt in as the answer to an invitation of ours, and to nothing else of ours', async () => {
		const { store, deliver } = inbox();
		const sent = (messageId: string, purpose?: string) => ({ messageId, contact: '+15551230001', phoneNumberId: NUMBER.phoneNumberId, at: NOON - DAY, ...(purpose === undefined ? {} : { purpose }) });
		await store.noteSent([sent('wamid.invite', 'invitation:spring'), sent('wamid.order', 'campaign:orders'), sent('wamid.plain')]);
		for (const answers of ['wamid.order', 'wamid.plain', 'wamid.nobody-knows']) {
			expect((await deliver(says(ADA, 'yes', { answers })))[0]).toMatchObject({ kind: 'message', affirmative: true });
		}
		expect((await deliver(says(ADA, 'yes', { answers: 'wamid.invite' })))[0]).toMatchObject({ action: 'opt_in', changed: true, status: 'opted_in' });
	});

	it('opt in whoever writes them where the operator lists them', async () => {
		const [item] = await inbox().deliver(says(ADA, 'Yes!'), { optInKeywords: ['YES'] });
		expect(item).toMatchObject({ action: 'opt_in', status: 'opted_in' });
	});

	it('count when the START they confirm stands in the same delivery', async () => {
		const items = await inbox().deliver(together(says(ADA, 'START', before(5000)), says(ADA, 'yes')), DOUBLE);
		expect(items).toMatchObject([{ status: 'pending' }, { action: 'opt_in', previousStatus: 'pending', status: 'opted_in' }]);
	});
});

describe('double opt-in', () => {
	it('lets START wait, and repeats of START too', async () => {
		const [first] = await inbox().deliver(says(ADA, 'START', before(5000)), DOUBLE);
		expect(first).toMatchObject({ action: 'opt_in', changed: true, previousStatus: 'none', status: 'pending' });
		await inbox().deliver(says(ADA, 'START'), DOUBLE);
		await expect(inbox().status(ADA)).resolves.toBe('pending');
	});

	it('is completed by the tap on our button', async () => {
		const [asked] = await inbox().deliver(says(ADA, 'START', before(5000)), DOUBLE);
		const tap = payloads.buttonReply(buildPayload({ verb: 'confirm', eventId: String(asked?.eventId) }), 'Yes, confirm');
		const [item] = await inbox().deliver(says(ADA, tap), DOUBLE);
		expect(item).toMatchObject({ action: 'opt_in', door: 'interactive', confirms: asked?.eventId, lists: ['marketing'], status: 'opted_in' });
	});

	it('takes a tap for an ordinary message where nothing waits', async () => {
		const tap = payloads.buttonReply(buildPayload({ verb: 'confirm', eventId: 'long-gone' }), 'Yes, confirm');
		const [item] = await inbox().deliver(says(ADA, tap), DOUBLE);
		expect(item).toMatchObject({ kind: 'message', type: 'interactive', note: expect.stringContaining('no opt-in waiting'), status: 'none' });
	});

	it('never hides an opt-out: START after STOP leaves them opted out until they confirm', async () => {
		await inbox().deliver(says(ADA, 'STOP', before(9000)));
		const [item] = await inbox().deliver(says(ADA, 'START', before(5000)), DOUBLE);
		expect(item).toMatchObject({ status: 'opted_out' });
		await inbox().deliver(says(ADA, 'yes'), DOUBLE);
		await expect(inbox().status(ADA)).resolves.toBe('opted_in');
	});
});

describe('opt-ins from', () => {
	const people = {
		stranger: async () => undefined,
		'somebody who left': async () => void (await inbox().deliver(says(ADA, 'STOP', before(9000)))),
		'somebody asked to confirm': async () => void (await inbox().deliver(says(ADA, 'START', before(9000)), DOUBLE)),
	};
	it.each([
		['anyone', 'stranger', true],
		['anyone', 'somebody who left', true],
		['anyone', 'somebody asked to confirm', true],
		['previouslyOptedOut', 'stranger', false],
		['previouslyOptedOut', 'somebody who left', true],
		['previouslyOptedOut', 'somebody asked to confirm', true],
		['pending', 'stranger', false],
		['pending', 'somebody who left', false],
		['pending', 'somebody asked to confirm', true],
		['nobody', 'stranger', false],
		['nobody', 'somebody who left', false],
		['nobody', 'somebody asked to confirm', false],
	] as const)('%s: START of a %s counts: %s', async (optInFrom, who, counts) => {
		await people[who]();
		const [item] = await inbox().deliver(says(ADA, 'START'), { optInFrom });
		expect(item).toMatchObject(counts ? { action: 'opt_in', status: 'opted_in' } : { kind: 'message', text: { body: 'START' }, note: expect.stringContaining('Opt-Ins From') });
		if (!counts) await expect(inbox().status(ADA)).resolves.not.toBe('opted_in');
	});

	it.each(['anyone', 'previouslyOptedOut', 'pending', 'nobody'] as const)('%s: STOP counts from everybody', async (optInFrom) => {
		await expect(inbox().outputs(together(says(ADA, 'STOP'), says(NOOR, 'STOP')), { optInFrom })).resolves.toEqual(['optOut', 'optOut']);
	});

	it('knows somebody for one who left by a STOP of the same delivery', async () => {
		const items = await inbox().deliver(together(says(ADA, 'STOP', before(5000)), says(ADA, 'START')), { optInFrom: 'previouslyOptedOut' });
		expect(items).toMatchObject([{ action: 'opt_out' }, { action: 'opt_in', previousStatus: 'opted_out', status: 'opted_in' }]);
	});
});

describe('switched off', () => {
	it('takes no opt-in and answers no help, but records every opt-out, marked as silent', async () => {
		const webhook = together(says(ADA, 'START', before(5000)), says(ADA, 'HELP', before(4000)), says(NOOR, 'STOP'), says({ waId: '15551230003' }, 'please stop messaging me'));
		const items = await inbox().deliver(webhook, { enabled: false });
		expect(items).toMatchObject([
			{ kind: 'message', text: { body: 'START' }, note: expect.stringContaining('switched off') },
			{ kind: 'message', text: { body: 'HELP' } },
			{ action: 'opt_out', silent: true, changed: true, status: 'opted_out' },
			{ action: 'opt_out_likely', silent: true, changed: true },
		]);
		await expect(inbox().status(ADA)).resolves.toBe('none');
		await expect(inbox().status(NOOR)).resolves.toBe('opted_out');
	});
});

describe('only watching', () => {
	it('recognises consent and stores nothing', async () => {
		const items = await inbox().deliver(together(says(ADA, 'STOP'), says(NOOR, 'START'), says(ADA, 'yes'), says(ADA, 'hi')), { recordConsent: false });
		expect(items).toMatchObject([{ action: 'opt_out' }, { action: 'opt_in' }, { kind: 'message' }, { kind: 'message' }]);
		for (const item of items) expect(Object.keys(item)).not.toEqual(expect.arrayContaining(['changed', 'eventId', 'previousStatus', 'status']));
		await expect(inbox().status(ADA)).resolves.toBe('none');
		await expect(inbox().store.contacts({})).resolves.toEqual({ contacts: [] });
	});

	it('takes no opt-in either where keywords are switched off or nobody may opt in', async () => {
		const watching = { recordConsent: false } as const;
		await expect(inbox().outputs(says(ADA, 'START'), { ...watching, enabled: false })).resolves.toEqual(['other']);
		await expect(inbox().outputs(says(ADA, 'START'), { ...watching, optInFrom: 'nobody' })).resolves.toEqual(['other']);
	});
});
