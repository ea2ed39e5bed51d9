import { fold } from '../../../shared/consent';
import { parseEvent } from '../../../shared/consent';
import { asMessage, buildPayload, doubtFromRefusedSend, interpret, readWebhook, signalIdOf, stopFromRefusedSend, toEvents } from '../../../shared/whatsapp';
import type { InterpretOptions, SignalItem, WebhookItem } from '../../../shared/whatsapp';
import { payloads } from '../../../simulator';

const NUMBER = { businessAccountId: '102000000000001', phoneNumberId: '106000000000001', displayPhoneNumber: '+1 555-010-0000' };
const ANA = { waId: '15550101234', userId: 'US.13491208655302741918', name: 'Ana' };
const AT = 1_760_000_000_000;
const at = (minutes = 0, person: object = ANA): Parameters<typeof payloads.inbound>[0] => ({ number: NUMBER, person, at: AT + minutes * 60_000 });
const CONTACT = { phone: '+15550101234', waId: '15550101234', userId: ANA.userId };
const LINK = { action: 'link', contact: { waId: '15550101234' }, to: { userId: ANA.userId }, origin: 'person', source: 'whatsapp' };

const read = (body: unknown, options?: InterpretOptions): WebhookItem[] => interpret(readWebhook(body), options);
function one(body: unknown, options?: InterpretOptions): WebhookItem {
	const [item, ...more] = read(body, options);
	if (item === undefined || more.length > 0) throw new Error(`expected one item, found ${1 + more.length}`);
	return item;
}
const said = (content: Parameters<typeof payloads.inbound>[1], minutes = 0, id = `wamid.${minutes}`): unknown => payloads.inbound(at(minutes), content, { id });
const events = (item: WebhookItem, options?: Parameters<typeof toEvents>[1]): ReturnType<typeof toEvents> => toEvents(item, options);

describe('the events of a message', () => {
	it('are the link it proves and the word with its evidence', () => {
		expect(events(one(said(payloads.text(' Stop. '))))).toEqual([
			{ ...LINK, occurredAt: '2025-10-09T08:53:20.000Z', evidence: { messageId: 'wamid.0', proof: 'signal' } },
			{
				action: 'opt_out',
				contact: CONTACT,
				lists: ['*'],
				origin: 'person',
				source: 'whatsapp',
				door: 'keyword',
				occurredAt: '2025-10-09T08:53:20.000Z',
				id: 'wamid.0',
				evidence: { messageId: 'wamid.0', text: ' Stop. ', keyword: 'STOP', language: 'en', phoneNumberId: NUMBER.phoneNumberId, businessAccountId: NUMBER.businessAccountId },
			},
		]);
	});

	it('are none for words that say nothing, and for a cry for help', () => {
		const stranger = payloads.inbound(at(0, { waId: '15550101234' }), payloads.text('hello'), { id: 'wamid.1' });
		expect(events(one(stranger))).toEqual([]);
		expect(events(one(said(payloads.text('HELP')))).map(({ action }) => action)).toEqual(['link']);
	});

	it('hold a yes-word only when the caller knows of an invitation', () => {
		const yes = one(said(payloads.text('yes')));
		expect(yes).toMatchObject({ kind: 'signal', action: 'opt_in', affirmative: true });
		expect(events(yes).map(({ action }) => action)).toEqual(['link']);
		expect(events(yes, { invited: true }).map(({ action }) => action)).toEqual(['link', 'opt_in']);
		expect(asMessage(yes as SignalItem)).toMatchObject({ kind: 'message', contact: '+15550101234', affirmative: true, message: { text: { body: 'yes' } } });
	});

	it('hold a yes-word the operator chose as a keyword', () => {
		expect(one(said(payloads.text('yes')), { optInKeywords: ['YES'] })).not.toHaveProperty('affirmative');
	});

	it('are a likely opt-out for a plea in plain language, with what made it look like one', () => {
		const plea = one(said(payloads.text('please stop messaging me')));
		expect(plea).toMatchObject({ action: 'opt_out_likely', door: 'natural_language', because: expect.any(String) });
		expect(events(plea)).toMatchObject([{ action: 'link' }, { action: 'opt_out_likely', door: 'natural_language', evidence: { text: 'please stop messaging me', because: expect.any(String) } }]);
		expect(events(plea)[1]).not.toHaveProperty('lists');
	});

	it('tell of a word that may have meant an order', () => {
		expect(one(said(payloads.text('CANCEL')))).toMatchObject({ action: 'opt_out', orderAmbiguous: true });
		expect(one(said(payloads.text('STOP')))).not.toHaveProperty('orderAmbiguous');
	});

	it('say why a hold is void that was answered with keep, and are none where no hold is known', () => {
		const keep = one(said(payloads.buttonReply(buildPayload({ verb: 'keep', eventId: 'evt-1' }), 'No, go on')));
		expect(events(keep)[1]?.evidence).toMatchObject({ answers: 'evt-1', reason: 'The person answered that they want to go on.' });
		expect(events({ ...(keep as SignalItem), answers: undefined }).map(({ action }) => action)).toEqual(['link']);
	});

	it('concern the lists of the keyword', () => {
		const options = { optInKeywords: ['NEWS'], optOutKeywords: ['STOP NEWS'], keywordLists: { news: 'news', 'stop news': ['news', 'offers'] }, defaultList: 'all-news' };
		expect(one(said(payloads.text('News!')), options)).toMatchObject({ action: 'opt_in', lists: ['news'] });
		expect(one(said(payloads.text('stop news')), options)).toMatchObject({ action: 'opt_out', lists: ['news', 'offers'] });
		expect(one(said(payloads.text('start')), options)).toMatchObject({ action: 'opt_in', lists: ['all-news'] });
		expect(one(said(payloads.text('stop')), options)).toMatchObject({ action: 'opt_out', lists: ['*'] });
	});

	it.each([['STOP', {}], ['Stop.', { optOutKeywords: ['stop'] }], ['BAJA', { languages: ['es'] }]])('concern everything where %s was said, whatever the operator maps it to', (word, more) => {
		const mapped = { keywordLists: { stop: 'news', baja: 'news' }, ...more };
		expect(one(said(payloads.text(word)), mapped)).toMatchObject({ action: 'opt_out', lists: ['*'] });
		expect(one(said(payloads.templateButton(word)), mapped)).toMatchObject({ action: 'opt_out', lists: ['*'] });
	});

	it('follow from a form in both directions, each once', () => {
		const items = read(said(payloads.flowReply({ consent_news: true, consent_offers: false })));
		expect(items.flatMap((item) => events(item)).filter(({ action }) => action !== 'link')).toMatchObject([
			{ action: 'opt_out', lists: ['offers'], door: 'flow' },
			{ action: 'opt_in', lists: ['news'], door: 'flow' },
		]);
		expect(new Set(items.map(signalIdOf)).size).toBe(2);
	});

	it('answer a hold: keep voids it, stop opts out', () => {
		const hold = { action: 'opt_out_likely' as const, contact: CONTACT, origin: 'person' as const, source: 'whatsapp', door: 'natural_language' as const, occurredAt: AT, id: 'wamid.h' };
		const parsed = parseEvent(hold);
		const eventId = parsed.ok ? parsed.event.eventId : '';
		const member = { action: 'opt_in' as const, contact: CONTACT, origin: 'person' as const, source: 'form', occurredAt: AT - 1000 };
		expect(fold([member, hold])).toMatchObject({ status: 'opted_in', holds: [{ eventId }] });
		const keep = one(said(payloads.buttonReply(buildPayload({ verb: 'keep', eventId }), 'No, go on'), 5));
		expect(fold([member, hold, ...events(keep)])).toMatchObject({ status: 'opted_in', holds: [] });
		expect(fold([hold, ...events(keep)])).toMatchObject({ status: 'none', holds: [] });
		const stop = one(said(payloads.buttonReply(buildPayload({ verb: 'stop', eventId }), 'Yes, stop'), 5));
		expect(fold([member, hold, ...events(stop)])).toMatchObject({ status: 'opted_out', holds: [] });
		expect(events(keep, { openHolds: [eventId, 'another'] }).filter(({ action }) => action === 'correct').map((event) => event.eventId)).toEqual([eventId, 'another']);
	});

	it('complete a pending opt-in only on lists that are known', () => {
		const bare = one(said(payloads.templateButton('Yes', buildPayload({ verb: 'confirm', eventId: 'evt-1' }))));
		expect(events(bare).map(({ action }) => action)).toEqual(['link']);
		expect(events(bare, { confirmedLists: ['news'] })).toMatchObject([{}, { action: 'opt_in', lists: ['news'], evidence: { confirms: 'evt-1' } }]);
		const named = one(said(payloads.templateButton('Yes', buildPayload({ verb: 'confirm', eventId: 'evt-1', lists: ['offers'] }))));
		expect(events(named)).toMatchObject([{}, { action: 'opt_in', lists: ['offers'] }]);
	});

	it('are the same when Meta delivers it again', () => {
		const ids = [0, 1].map(() => events(one(said(payloads.text('stop')))).map((event) => parseEvent(event)));
		expect(ids[0]).toEqual(ids[1]);
	});

	it('never make an opt-in of a message without a time', () => {
		const body = JSON.parse(JSON.stringify(said(payloads.text('start')))) as { entry: [{ changes: [{ value: { messages: [Record<string, unknown>] } }] }] };
		delete body.entry[0].changes[0].value.messages[0].timestamp;
		expect(one(body)).toMatchObject({ kind: 'message', undated: true });
		body.entry[0].changes[0].value.messages[0].text = { body: 'stop' };
		const [item] = interpret(readWebhook(body, { receivedAt: AT }));
		expect(item).toMatchObject({ action: 'opt_out', occurredAt: new Date(AT).toISOString() });
	});
});

describe('the events of other updates', () => {
	it("are a platform stop of the business number for WhatsApp's own switch", () => {
		const stop = events(one(payloads.userPreference(at(), 'stop')));
		const resume = events(one(payloads.userPreference(at(1), 'resume')));
		expect(stop).toMatchObject([LINK, { action: 'platform_stop', door: 'platform', contact: CONTACT, phoneNumberId: NUMBER.phoneNumberId }]);
		expect(fold(stop)).toMatchObject({ platformStop: true });
		expect(fold([...resume, ...stop])).toMatchObject({ platformStop: false, status: 'none' });
	});

	it('are a platform stop also where the business number can’t be told', () => {
		const stop = one(payloads.userPreference(at(), 'stop'));
		for (const phoneNumberId of [undefined, 'no number', '']) {
			const [, event] = events({ ...stop, phoneNumberId });
			expect(event).toMatchObject({ action: 'platform_stop' });
			expect(event).not.toHaveProperty('phoneNumberId');
		}
	});

	it('are a platform stop for a refused send, even when somebody has to be looked up', () => {
		const refused = one(payloads.stoppedMarketing(at(0, { waId: '15550101234' }), 'wamid.S'));
		expect(events(refused)).toMatchObject([{ action: 'platform_stop', door: 'send_error', contact: { waId: '15550101234' }, phoneNumberId: NUMBER.phoneNumberId }]);
		const nameless = one(payloads.stoppedMarketing(at(0, {}), 'wamid.S'));
		expect(nameless).toMatchObject({ needsLedger: true, messageId: 'wamid.S' });
		expect(events(nameless)).toEqual([]);
		expect(events(nameless, { contact: { phone: '+15550101234' } })).toMatchObject([{ action: 'platform_stop', contact: { phone: '+15550101234' } }]);
		expect(events({ ...nameless, phone: '+15550101234', contact: '+15550101234' })).toMatchObject([{ action: 'platform_stop', contact: { phone: '+15550101234' } }]);
	});

	it('are a platform stop for a send refused on the spot', () => {
		expect(fold([stopFromRefusedSend({ contact: CONTACT, phoneNumberId: NUMBER.phoneNumberId, at: AT })])).toMatchObject({ platformStop: true, platformStops: { [NUMBER.phoneNumberId]: '2025-10-09T08:53:20.000Z' } });
	});

	it('are a doubt about who has the number, for a send refused because that may be another', () => {
		const before = { action: 'opt_in' as const, contact: CONTACT.phone, origin: 'person' as const, source: 'form', occurredAt: AT - 1000 };
		const doubt = doubtFromRefusedSend({ contact: { phone: CONTACT.phone }, at: AT });
		expect(fold([before, doubt])).toMatchObject({ status: 'opted_in', identityChangedAt: '2025-10-09T08:53:20.000Z' });
		expect(fold([{ ...before, action: 'opt_out' }, doubt])).toMatchObject({ status: 'opted_out' });
		expect(doubt).toMatchObject({ source: 'whatsapp', door: 'send_error', evidence: { proof: 'identity_mismatch' } });
	});

	it('carry an opt-out over to a new number and a new user ID', () => {
		const optOut = events(one(said(payloads.text('STOP'))));
		const number = events(one(payloads.userChangedNumber(at(1), '15550105678', 'wamid.n')));
		expect(number).toMatchObject([{ action: 'link', change: true, contact: { waId: '15550101234' }, to: { waId: '15550105678' } }]);
		expect(fold([...optOut, ...number])).toMatchObject({ status: 'opted_out', waId: '15550105678' });
		const userId = events(one(payloads.userIdUpdate(at(1), ANA.userId, 'US.NEW1')));
		expect(userId).toMatchObject([{ action: 'link', contact: { waId: '15550101234' }, to: { userId: 'US.NEW1' } }, { action: 'link', change: true, contact: { userId: ANA.userId }, to: { userId: 'US.NEW1' } }]);
		expect(fold([...optOut, ...userId])).toMatchObject({ status: 'opted_out', userId: 'US.NEW1' });
		expect(fold([...optOut, ...userId])).not.toHaveProperty('identityChangedAt');
	});

	it('join a disclosed number to the user ID it was written from', () => {
		const card = payloads.inbound(at(0, { userId: 'BR.88812345' }), payloads.disclosedContact('5511987654321'), { id: 'wamid.c' });
		expect(events(one(card))).toMatchObject([{ action: 'link', contact: { waId: '5511987654321' }, to: { userId: 'BR.88812345' } }]);
		const foreign = payloads.inbound(at(0, { userId: 'BR.88812345' }), payloads.sharedContact('5511987654321', 'Bea'), { id: 'wamid.c' });
		expect(events(one(foreign))).toEqual([]);
		const another = payloads.inbound(at(), payloads.disclosedContact('5511987654321'), { id: 'wamid.c' });
		expect(events(one(another))).toMatchObject([LINK]);
		expect(events(one(another))).toHaveLength(1);
		const several = payloads.disclosedContact('5511987654321');
		several.contacts = [{ phones: [{ wa_id: '5511987654321' }, { wa_id: '5511987654322' }] }];
		expect(one(payloads.inbound(at(0, { userId: 'BR.88812345' }), several, { id: 'wamid.c' }))).toMatchObject({ kind: 'identity', note: expect.stringContaining('several') });
	});

	it('never mix in a contact that says otherwise', () => {
		const contacts = [{ wa_id: '15550101234', user_id: 'US.SOMEBODYELSE', profile: { name: 'Bea' } }];
		const messages = [{ from: '15550101234', from_user_id: 'US.ONE', id: 'wamid.1', timestamp: '1760000000', type: 'text', text: { body: 'hi' } }];
		expect(one(payloads.messagesWebhook(NUMBER, { contacts, messages }))).not.toHaveProperty('name');
		expect(one(payloads.messagesWebhook(NUMBER, { contacts, messages: [{ ...messages[0], from_user_id: undefined }] }))).toMatchObject({ name: 'Bea', userId: 'US.SOMEBODYELSE' });
	});

	it('learn who somebody is from a delivery', () => {
		const delivered = one(payloads.status(at(), { id: 'wamid.S', status: 'delivered' }));
		expect(delivered).toMatchObject({ kind: 'status', status: 'delivered', messageId: 'wamid.S', codes: [] });
		expect(events(delivered)).toMatchObject([LINK]);
	});
});

describe('the id of an update', () => {
	const inGroup = (participant: string): unknown => payloads.messagesWebhook(NUMBER, { statuses: [{ id: 'wamid.G', status: 'delivered', timestamp: '1760000000', recipient_id: 'group-7', recipient_type: 'group', recipient_participant_id: participant }] });
	const ids = (...bodies: unknown[]): string[] => bodies.map((body) => signalIdOf(one(body)));

	it('is the same for the same update', () => {
		for (const body of [said(payloads.text('hi')), payloads.userPreference(at(), 'stop'), payloads.status(at(), { id: 'wamid.S', status: 'read' }), payloads.userIdUpdate(at(), 'US.A', 'US.B'), payloads.accountUpdate(NUMBER, AT, 'ACCOUNT_RESTRICTION')]) {
			const [first, second] = ids(body, JSON.parse(JSON.stringify(body)));
			expect(first).toBe(second);
			expect(first?.length).toBeLessThanOrEqual(200);
		}
	});

	it('is another for another update', () => {
		const all = ids(
			said(payloads.text('hi'), 0, 'wamid.a'),
			said(payloads.text('hi'), 0, 'wamid.b'),
			payloads.userPreference(at(), 'stop'),
			payloads.userPreference(at(), 'resume'),
			payloads.userPreference(at(1), 'stop'),
			payloads.userPreference(at(0, { waId: '15550109999' }), 'stop'),
			payloads.status(at(), { id: 'wamid.S', status: 'sent' }),
			payloads.status(at(), { id: 'wamid.S', status: 'delivered' }),
			inGroup('15550101234'),
			inGroup('15550109999'),
			payloads.stoppedMarketing(at(), 'wamid.S'),
			payloads.userIdUpdate(at(), 'US.A', 'US.B'),
			payloads.userIdUpdate(at(), 'US.B', 'US.C'),
			payloads.accountUpdate(NUMBER, AT, 'ACCOUNT_RESTRICTION'),
			payloads.accountUpdate(NUMBER, AT, 'DISABLED_UPDATE'),
		);
		expect(new Set(all).size).toBe(all.length);
	});
});
