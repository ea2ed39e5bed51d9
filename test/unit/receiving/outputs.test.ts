import { buildPayload } from '../../../shared/whatsapp';
import { payloads } from '../../../simulator';
import { ADA, inboxes, NOON, NOOR, NUMBER, occasion, says, together } from './support';

const inbox = inboxes();

describe('outputs', () => {
	it.each([
		['a START', says(ADA, 'START'), 'optIn'],
		['our own opt-in button', says(ADA, payloads.templateButton('Join', buildPayload({ verb: 'optin', lists: ['news'] }))), 'optIn'],
		['a STOP', says(ADA, 'STOP'), 'optOut'],
		['a STOP by user ID alone', says(NOOR, 'STOP'), 'optOut'],
		['a stop button that is not ours', says(ADA, payloads.templateButton('Stop promotions')), 'optOut'],
		['a request in plain language', says(ADA, 'please stop messaging me'), 'optOut'],
		["WhatsApp's own stop", payloads.userPreference(occasion(ADA), 'stop'), 'optOut'],
		['a send refused because of that stop', payloads.stoppedMarketing(occasion(ADA), 'wamid.out'), 'optOut'],
		["WhatsApp's own resume", payloads.userPreference(occasion(ADA), 'resume'), 'other'],
		['HELP', says(ADA, 'HELP'), 'other'],
		['a question', says(ADA, 'Are you open on Sunday?'), 'other'],
		["another bot's Continue button", says(ADA, payloads.templateButton('Continue')), 'other'],
		['a new number', payloads.userChangedNumber(occasion(ADA), '15551239999', 'wamid.sys'), 'other'],
		['a type nobody knows yet', says(ADA, payloads.futureType()), 'other'],
		['a field nobody knows yet', payloads.fieldWebhook(NUMBER, NOON, 'holograms', { depth: 3 }), 'other'],
	])('%s leaves through %s', async (_, webhook, output) => {
		await expect(inbox().outputs(webhook)).resolves.toEqual([output]);
	});

	it('gives one item per message of a delivery, in its order', async () => {
		const webhook = together(says(ADA, 'hello'), says(NOOR, 'STOP'), says(ADA, 'HELP'), says(ADA, 'anybody there?'));
		const items = await inbox().deliver(webhook);
		expect(items.map(({ action, text }) => action ?? text)).toEqual([{ body: 'hello' }, 'opt_out', 'help', { body: 'anybody there?' }]);
	});

	it('keeps delivery statuses back unless they are asked for', async () => {
		const sent = payloads.status(occasion(ADA), { id: 'wamid.out', status: 'delivered' });
		await expect(inbox().outputs(sent)).resolves.toEqual([]);
		await expect(inbox().outputs(sent, { emitStatuses: true })).resolves.toEqual(['other']);
	});
});

const place = { phoneNumberId: NUMBER.phoneNumberId, businessAccountId: NUMBER.businessAccountId };
const who = { contact: '+15551230001', phone: '+15551230001', waId: ADA.waId, userId: ADA.userId, name: 'Ada' };
const at = new Date(NOON).toISOString();

describe('item shapes', () => {
	it('shows a STOP with its door, its words, and what it changed', async () => {
		await inbox().deliver(says(ADA, 'START', { at: NOON - 5000 }));
		const [item] = await inbox().deliver(says(ADA, ' stop! ', { id: 'wamid.stop' }));
		expect(item).toEqual({
			kind: 'signal',
			action: 'opt_out',
			...who,
			lists: ['*'],
			keyword: 'STOP',
			door: 'keyword',
			messageId: 'wamid.stop',
			text: ' stop! ',
			occurredAt: at,
			...place,
			changed: true,
			previousStatus: 'opted_in',
			status: 'opted_out',
			eventId: expect.stringMatching(/^[\w-]{22}$/),
			language: expect.any(String),
		});
	});

	it('shows a START in a language with that language', async () => {
		const [item] = await inbox().deliver(says(ADA, 'ALTA', { id: 'wamid.alta' }), { languages: ['en', 'es'] });
		expect(item).toMatchObject({ action: 'opt_in', language: 'es', lists: ['marketing'], changed: true, previousStatus: 'none', status: 'opted_in' });
		expect(JSON.parse(JSON.stringify(item))).toEqual(item);
	});

	it('says what made a plain request look like an opt-out', async () => {
		const [item] = await inbox().deliver(says(ADA, 'please stop messaging me'));
		expect(item).toMatchObject({ action: 'opt_out_likely', door: 'natural_language', because: expect.any(String), changed: true });
	});

	it('keeps an ordinary message as Meta sent it, plus who wrote it and where they stand', async () => {
		await inbox().deliver(says(ADA, 'STOP', { at: NOON - 5000 }));
		const webhook = says(ADA, 'Are you open?', { id: 'wamid.q', answers: 'wamid.ours' });
		const [item] = await inbox().deliver(webhook);
		const message = (webhook.entry[0]?.changes[0]?.value.messages as object[])[0];
		expect(item).toEqual({
			...message,
			kind: 'message',
			...who,
			messageId: 'wamid.q',
			contextMessageId: 'wamid.ours',
			occurredAt: at,
			...place,
			status: 'opted_out',
			platformStop: false,
		});
	});

	it('shows an ordinary message as it is known where nothing is on record', async () => {
		const [item] = await inbox().deliver(says(NOOR, 'hi'));
		expect(item).toMatchObject({ contact: NOOR.userId, userId: NOOR.userId, status: 'none', platformStop: false });
		expect(item).not.toHaveProperty('phone');
	});

	it("keeps Meta's message on help, with where the person stands", async () => {
		const [item] = await inbox().deliver(says(ADA, 'HELP', { id: 'wamid.h' }));
		expect(item).toMatchObject({ action: 'help', ...who, ...place, status: 'none', platformStop: false, message: { id: 'wamid.h', text: { body: 'HELP' } } });
		expect(item).not.toHaveProperty('changed');
	});

	it("keeps Meta's message on a change of number, which carries the opt-out along", async () => {
		await inbox().deliver(says({ waId: ADA.waId }, 'STOP', { at: NOON - 5000 }));
		const [item] = await inbox().deliver(payloads.userChangedNumber(occasion({ waId: ADA.waId }), '15551239999', 'wamid.sys'));
		expect(item).toMatchObject({ action: 'identity_change', change: 'number', status: 'opted_out', message: { type: 'system', id: 'wamid.sys' } });
		await expect(inbox().status({ waId: '15551239999' })).resolves.toBe('opted_out');
	});

	it("keeps Meta's message on a resume, which lifts the flag and welcomes nobody", async () => {
		await inbox().deliver(says(ADA, 'STOP', { at: NOON - 9000 }));
		await inbox().deliver(payloads.userPreference(occasion(ADA, NOON - 5000), 'stop'));
		const [item] = await inbox().deliver(payloads.userPreference(occasion(ADA), 'resume'));
		expect(item).toMatchObject({ action: 'platform_resume', ...who, platformStop: false, changed: true, status: 'opted_out', message: { value: 'resume' } });
	});

	it("keeps Meta's status of a delivery beside the contact's own", async () => {
		await inbox().deliver(says(ADA, 'STOP', { at: NOON - 5000 }));
		const [item] = await inbox().deliver(payloads.status(occasion(ADA), { id: 'wamid.out', status: 'delivered' }), { emitStatuses: true });
		expect(item).toMatchObject({ delivery: 'delivered', status: 'opted_out', platformStop: false, contact: who.contact, messageId: 'wamid.out' });
	});

	it('shows an ordinary message as things stand after what the same delivery said', async () => {
		const items = await inbox().deliver(together(says(ADA, 'STOP'), says(ADA, 'where is my order?')));
		expect(items[1]).toMatchObject({ text: { body: 'where is my order?' }, status: 'opted_out' });
	});

	it('marks WhatsApp’s own stop on later messages', async () => {
		await inbox().deliver(payloads.userPreference(occasion(ADA, NOON - 5000), 'stop'));
		const [item] = await inbox().deliver(says(ADA, 'hi'));
		expect(item).toMatchObject({ platformStop: true, status: 'none' });
	});
});
