import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openStore, receive, understand, type ConsentStore, type ReceivingOptions } from '../../../shared';
import { inbound, text } from '../../../simulator/payloads';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const PHONE = '+15551234567';
const NUMBER = { phoneNumberId: '106540352242922', businessAccountId: '102290129340398', displayPhoneNumber: '15550001111' };

let folder: string;
let store: ConsentStore;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'consent-slips-'));
	store = await openStore({ backend: 'sqlite', filePath: join(folder, 'consent.sqlite') }, { now: () => NOW });
});

afterEach(async () => {
	await store.close();
	rmSync(folder, { recursive: true, force: true });
});

const options = (keywordLists: Record<string, string[]>): ReceivingOptions => ({
	understanding: { optOutKeywords: ['no pizza'], keywordLists },
	optInFrom: 'anyone',
	enabled: true,
	recordConsent: true,
	dedupe: true,
	emitStatuses: false,
});

it('takes an opt-out whose list is a slip of the operator as one of everything', async () => {
	await store.record([{ action: 'opt_in', contact: PHONE, origin: 'person', source: 'form', occurredAt: NOW - 86_400_000 }]);
	const occasion = { number: NUMBER, person: { waId: PHONE.slice(1), name: 'Ada' }, at: NOW - 1000 };
	const webhook = inbound(occasion as never, text('no pizza'), { id: 'wamid.slip' });
	const rules = options({ 'no pizza': ['Pizza Club'] });
	const [emitted] = await receive(understand(webhook, rules, NOW), store, rules, NOW);
	expect(emitted).toMatchObject({ output: 'optOut', json: { action: 'opt_out', changed: true, status: 'opted_out' } });
	expect(await store.states([PHONE])).toMatchObject([{ status: 'opted_out' }]);
});

it('lets a late “go on” answer only what was asked before it', async () => {
	const hold = (id: string, minutesAgo: number) => ({
		action: 'opt_out_likely' as const,
		contact: PHONE,
		origin: 'person' as const,
		source: 'whatsapp',
		door: 'natural_language' as const,
		id,
		occurredAt: NOW - minutesAgo * 60_000,
	});
	const [first, second] = await store.record([hold('wamid.first', 10), hold('wamid.second', 1)]);
	const occasion = { number: NUMBER, person: { waId: PHONE.slice(1) }, at: NOW - 5 * 60_000 };
	const keep = { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: `consent:keep:${first?.eventId}:v1`, title: 'Go on' } } };
	const rules = options({});
	await receive(understand(inbound(occasion as never, keep as never, { id: 'wamid.keep' }), rules, NOW), store, rules, NOW);
	expect((await store.states([PHONE]))[0]?.holds).toEqual([{ eventId: second?.eventId, since: expect.any(String) }]);
});

it('lets a “go on” without a time answer only what it names', async () => {
	const hold = (id: string, occurredAt: number) => ({ action: 'opt_out_likely' as const, contact: PHONE, origin: 'person' as const, source: 'whatsapp', door: 'natural_language' as const, id, occurredAt });
	const [first, second] = await store.record([hold('wamid.first', NOW - 600_000), hold('wamid.second', NOW - 60_000)]);
	const message = { from: PHONE.slice(1), id: 'wamid.keep', type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: `consent:keep:${first?.eventId}:v1`, title: 'Go on' } } };
	const rules = options({});
	await receive(understand({ metadata: { phone_number_id: NUMBER.phoneNumberId }, field: 'messages', messages: [message] }, rules, NOW), store, rules, NOW);
	expect((await store.states([PHONE]))[0]?.holds).toEqual([{ eventId: second?.eventId, since: expect.any(String) }]);
});
