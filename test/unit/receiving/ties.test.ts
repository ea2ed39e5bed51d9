import { buildCallbackData, buildPayload } from '../../../shared/whatsapp';
import { payloads } from '../../../simulator';
import { ADA, DAY, inboxes, NOON, NOOR, NUMBER, occasion, says } from './support';

const inbox = inboxes();
const PHONE = '+15551230018';
const before = (ms: number): { at: number } => ({ at: NOON - ms });
const noteSent = async (messageId: string, contact = PHONE): Promise<void> =>
	await inbox().store.noteSent([{ messageId, contact, phoneNumberId: NUMBER.phoneNumberId, at: NOON - DAY, purpose: 'campaign:spring' }]);
const unlinked = async (): Promise<string[]> => (await inbox().store.contacts({ unlinked: true })).contacts.map(({ contact }) => contact);

describe('a STOP known by user ID alone', () => {
	it('stops the number we wrote to, if it answers our message', async () => {
		await noteSent('wamid.ours');
		const [item] = await inbox().deliver(says(NOOR, 'STOP', { answers: 'wamid.ours' }));
		expect(item).toMatchObject({ action: 'opt_out', contact: PHONE, userId: NOOR.userId, status: 'opted_out' });
		await expect(inbox().status({ phone: PHONE })).resolves.toBe('opted_out');
		await expect(unlinked()).resolves.toEqual([]);
	});

	it('stops the number we wrote to once a delivery status names both', async () => {
		await inbox().deliver(says(NOOR, 'STOP', before(5000)));
		await expect(unlinked()).resolves.toEqual([NOOR.userId]);
		await expect(inbox().status({ phone: PHONE })).resolves.toBe('none');
		await inbox().deliver(payloads.status(occasion({ ...NOOR, waId: PHONE.slice(1) }), { id: 'wamid.ours', status: 'delivered' }));
		await expect(inbox().status({ phone: PHONE })).resolves.toBe('opted_out');
		await expect(unlinked()).resolves.toEqual([]);
	});

	it('stops the number we wrote to once a status names the user ID of a send of ours to that number', async () => {
		await noteSent('wamid.ours');
		await inbox().deliver(says(NOOR, 'STOP', before(5000)));
		await inbox().deliver(payloads.status(occasion(NOOR), { id: 'wamid.ours', status: 'sent' }));
		await expect(inbox().status({ phone: PHONE })).resolves.toBe('opted_out');
	});

	it('is listed for the operator when nothing ties it, and when it answers somebody in a group', async () => {
		await noteSent('wamid.ours');
		await inbox().deliver(says(NOOR, 'STOP', { answers: 'wamid.ours', groupId: 'G1' }));
		await expect(unlinked()).resolves.toEqual([NOOR.userId]);
		await expect(inbox().status({ phone: PHONE })).resolves.toBe('none');
	});

	it('ties nobody to a message that went to a user ID', async () => {
		await noteSent('wamid.ours', ADA.userId);
		await inbox().deliver(says(NOOR, 'STOP', { answers: 'wamid.ours' }));
		await expect(inbox().status({ userId: ADA.userId })).resolves.toBe('none');
	});

	it('is shown by number ever after the person gave us theirs', async () => {
		await inbox().deliver(says(NOOR, 'STOP', before(5000)));
		await inbox().deliver(says(NOOR, payloads.disclosedContact(PHONE.slice(1))));
		await expect(inbox().status({ phone: PHONE })).resolves.toBe('opted_out');
		const [item] = await inbox().deliver(says(NOOR, 'hi', { at: NOON + 1000 }));
		expect(item).toMatchObject({ contact: PHONE, userId: NOOR.userId, status: 'opted_out' });
	});
});

describe('a send refused because of the WhatsApp stop', () => {
	const nobody = (id: string, opaque?: string) => payloads.stoppedMarketing(occasion({}), id, opaque);

	it('stops the recipient it names', async () => {
		const [item] = await inbox().deliver(payloads.stoppedMarketing(occasion(ADA), 'wamid.out'));
		expect(item).toMatchObject({ action: 'platform_stop', door: 'send_error', contact: '+15551230001', changed: true });
		expect((await inbox().store.states([{ waId: ADA.waId }]))[0]).toMatchObject({ platformStop: true, platformStops: { [NUMBER.phoneNumberId]: new Date(NOON).toISOString() } });
	});

	it('stops whom the send was for, if it names nobody', async () => {
		await noteSent('wamid.out');
		const [item] = await inbox().deliver(nobody('wamid.out'));
		expect(item).toMatchObject({ action: 'platform_stop', contact: PHONE, phone: PHONE, changed: true });
		expect(item).not.toHaveProperty('needsLedger');
		expect((await inbox().store.states([PHONE]))[0]?.platformStop).toBe(true);
	});

	it('stops whom our callback data names', async () => {
		const [item] = await inbox().deliver(nobody('wamid.out', buildCallbackData({ contact: PHONE, campaign: 'spring' })));
		expect(item).toMatchObject({ action: 'platform_stop', contact: PHONE, changed: true });
	});

	it('says so where nobody can be found', async () => {
		const [item] = await inbox().deliver(nobody('wamid.unknown'));
		expect(item).toMatchObject({ action: 'platform_stop', contact: '', note: expect.stringContaining('not among the sends on record') });
		expect(item).not.toHaveProperty('changed');
	});
});

describe('other identities', () => {
	it('a STOP in a group is the participant’s', async () => {
		const [item] = await inbox().deliver(says(ADA, 'STOP', { groupId: 'G1' }));
		expect(item).toMatchObject({ action: 'opt_out', contact: '+15551230001', groupId: 'G1', status: 'opted_out' });
	});

	it('a new number keeps the opt-out, and carries an opt-in flagged', async () => {
		const [out, on] = [{ waId: '15551230021' }, { waId: '15551230022' }];
		await inbox().deliver(says(out, 'STOP', before(9000)));
		await inbox().deliver(says(on, 'START', before(9000)));
		await inbox().deliver(payloads.userChangedNumber(occasion(out), '15551230031', 'wamid.s1'));
		await inbox().deliver(payloads.userChangedNumber(occasion(on), '15551230032', 'wamid.s2'));
		const [stopped, joined] = await inbox().store.states([{ waId: '15551230031' }, { waId: '15551230032' }]);
		expect(stopped?.status).toBe('opted_out');
		expect(joined).toMatchObject({ status: 'opted_in', numberChangedAt: new Date(NOON).toISOString() });
	});

	it('a new user ID keeps the opt-out', async () => {
		await inbox().deliver(says(NOOR, 'STOP', before(9000)));
		const [item] = await inbox().deliver(payloads.userIdUpdate(occasion({}), NOOR.userId, 'US.777'));
		expect(item).toMatchObject({ action: 'identity_change', change: 'user_id', status: 'opted_out' });
		await expect(inbox().status({ userId: 'US.777' })).resolves.toBe('opted_out');
	});
});

describe('answers to our question', () => {
	it('"no, go on" lifts the hold, "yes, stop" makes it an opt-out', async () => {
		const [asked] = await inbox().deliver(says(ADA, 'please stop messaging me', before(9000)));
		const tap = (verb: 'keep' | 'stop') => payloads.buttonReply(buildPayload({ verb, eventId: String(asked?.eventId) }), verb);
		expect((await inbox().store.states([ADA]))[0]?.holds).toHaveLength(1);
		const [kept] = await inbox().deliver(says(ADA, tap('keep'), before(5000)));
		expect(kept).toMatchObject({ action: 'keep', answers: asked?.eventId, changed: true, status: 'none' });
		expect((await inbox().store.states([ADA]))[0]?.holds).toEqual([]);
		const [stopped] = await inbox().deliver(says(ADA, tap('stop')));
		expect(stopped).toMatchObject({ action: 'opt_out', lists: ['*'], status: 'opted_out' });
	});
});
