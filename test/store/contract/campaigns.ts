import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ContactFacts } from '../../../shared/consent';
import { InvalidRequest } from '../../../shared/store';
import type { ConsentStore, SentMessage, StoreConfig } from '../../../shared/store';
import { NOON, open, phone } from './harness';
import type { Ground } from './harness';

const HOUR = 3600_000;
const DAY = 24 * HOUR;
const NOW = NOON + DAY;
const ANNA = phone(1);
const USER = 'US.13491208655302741918';
const ROOT = join(__dirname, '../../..');

const message = (messageId: string, hoursAgo: number, more: Partial<SentMessage> = {}): SentMessage => ({
	messageId, contact: ANNA, phoneNumberId: '1', at: NOW - hoursAgo * HOUR, list: 'marketing', category: 'marketing', ...more,
});

export function campaigns(ground: Ground): void {
	describe(`what campaigns leave behind (${ground.name})`, () => {
		let config: StoreConfig;
		let store: ConsentStore;
		beforeEach(async () => {
			config = await ground.config();
			store = await open(config);
		});

		const sent = async (list?: string, contact: string = ANNA): Promise<ContactFacts['sent']> =>
			(await store.facts([contact], undefined, { sent: { now: NOW, ...(list === undefined ? {} : { list }) } }))[0]?.sent;

		it('counts the messages of the last day, week and month, in all and on the list asked about', async () => {
			await store.noteSent([
				message('a', 1), message('b', 23.9), message('c', 24.1, { list: 'offers' }), message('d', 6 * 24), message('e', 8 * 24), message('f', 29 * 24), message('g', 31 * 24),
			]);
			expect(await sent('marketing')).toEqual({ contact: { day: 2, week: 4, month: 6 }, list: { day: 2, week: 3, month: 5 } });
			expect(await sent('offers')).toMatchObject({ list: { day: 0, week: 1, month: 1 } });
			expect(await sent('*')).toMatchObject({ list: { day: 2, week: 4, month: 6 } });
			expect(await sent()).toEqual({ contact: { day: 2, week: 4, month: 6 } });
			expect(await sent('marketing', phone(2))).toEqual({ contact: { day: 0, week: 0, month: 0 }, list: { day: 0, week: 0, month: 0 } });
		});

		it('reads no counts unless they are asked for', async () => {
			await store.noteSent([message('a', 1)]);
			expect((await store.facts([ANNA]))[0]).not.toHaveProperty('sent');
		});

		it('counts marketing without a list on the list marketing, and neither answers nor utility at all', async () => {
			const plain = { list: undefined } as unknown as Partial<SentMessage>;
			await store.noteSent([
				message('a', 1, plain), message('b', 1, { ...plain, category: 'utility' }), message('c', 1, { ...plain, category: undefined } as unknown as Partial<SentMessage>),
			]);
			expect(await sent('marketing')).toEqual({ contact: { day: 1, week: 1, month: 1 }, list: { day: 1, week: 1, month: 1 } });
			expect((await store.sentMessages(['b', 'c'])).map((found) => found?.contact)).toEqual([ANNA, ANNA]);
		});

		it('counts a message once, however often it is noted, and keeps what was noted at sending', async () => {
			await store.noteSent([message('a', 2, { list: 'offers', purpose: 'campaign:x' })]);
			const heard = message('a', 1, { list: undefined } as unknown as Partial<SentMessage>);
			await store.noteSent([heard, message('b', 1), message('b', 1)], { ifUnknown: true });
			await store.noteSent([heard], { ifUnknown: true });
			expect(await sent('offers')).toEqual({ contact: { day: 2, week: 2, month: 2 }, list: { day: 1, week: 1, month: 1 } });
			expect((await store.sentMessages(['a']))[0]).toMatchObject({ list: 'offers', purpose: 'campaign:x' });
		});

		it('counts a person’s messages under all of their identifiers together, each once', async () => {
			await store.noteSent([message('a', 1), message('b', 1, { contact: USER }), message('a', 1, { contact: USER })]);
			await store.record([{ action: 'link', contact: ANNA, to: USER, origin: 'person', source: 'webhook', occurredAt: NOW - HOUR }]);
			expect(await sent('marketing')).toMatchObject({ contact: { day: 2 } });
			expect(await sent('marketing', USER)).toMatchObject({ contact: { day: 2 } });
		});

		it('loses and doubles nothing when two processes note the same and other messages at once', async () => {
			const task = (from: number) => Array.from({ length: 300 }, (_, n) => message(`m-${from + n}`, 1, { contact: phone((from + n) % 10) }));
			await Promise.all(
				[0, 100].map(async (from) => {
					const env = { ...process.env, TASK: JSON.stringify({ config, now: NOW, messages: task(from) }) };
					await promisify(execFile)(process.execPath, ['-r', './test/support/typescript.cjs', './test/store/workers/sender.ts'], { cwd: ROOT, env });
				}),
			);
			const facts = await store.facts(Array.from({ length: 10 }, (_, n) => phone(n)), undefined, { sent: { now: NOW } });
			expect(facts.map((found) => found.sent?.contact.day)).toEqual(Array.from({ length: 10 }, () => 40));
		}, 120_000);

		it('counts a reserved message from the moment it is reserved until it is given back, and once when it is sent', async () => {
			const place = (key: string, contact = ANNA) => ({ key, contact, phoneNumberId: '1', at: NOW, purpose: 'campaign:x', list: 'marketing', category: 'marketing' as const });
			const reserve = async (...keys: string[]) => await store.reserveSends(keys.map((key) => place(key)), { now: NOW, list: 'marketing' });
			const day = (counts: ContactFacts['sent']) => [counts?.contact.day, counts?.list?.day];
			expect((await reserve('a')).map(({ all }) => day(all))).toEqual([[0, 0]]);
			await store.noteSent([message('m', 1)]);
			const [again, b] = await reserve('a', 'b');
			expect([again, b].map((beside) => [day(beside?.sent), day(beside?.all)])).toEqual([[[1, 1], [2, 2]], [[1, 1], [2, 2]]]);
			expect([again, b].map((beside) => beside?.ahead?.contact.day).sort()).toEqual([1, 2]);
			expect(await sent('marketing')).toMatchObject({ contact: { day: 3 } });
			expect((await store.facts([ANNA], undefined, { sent: { now: NOW, except: 'campaign:x' } }))[0]?.sent?.contact.day).toBe(1);
			await store.releaseSends([place('a'), place('never taken')]);
			expect(await sent('marketing')).toMatchObject({ contact: { day: 2 } });
			await store.noteSent([message('n', 0, { reserved: place('b') })]);
			await store.noteSent([message('n', 0)], { ifUnknown: true });
			expect(await sent('marketing')).toMatchObject({ contact: { day: 2 }, list: { day: 2 } });
			expect((await store.facts([ANNA], undefined, { sent: { now: NOW, except: 'campaign:x' } }))[0]?.sent?.contact.day).toBe(2);
		});

		it('reserves for a person under whatever identifier, and not for messages that no cap counts', async () => {
			await store.record([{ action: 'link', contact: ANNA, to: USER, origin: 'person', source: 'webhook', occurredAt: NOW - HOUR }]);
			const place = (key: string, contact: string, category: 'marketing' | 'utility') => ({ key, contact, phoneNumberId: '1', at: NOW, purpose: 'campaign:x', category });
			await store.reserveSends([place('a', ANNA, 'marketing'), place('u', ANNA, 'utility')], { now: NOW });
			const [beside] = await store.reserveSends([place('b', USER, 'marketing')], { now: NOW });
			expect(beside?.all?.contact.day).toBe(1);
		});

		it('lets no two processes think that each is alone with a message to the same person', async () => {
			const reservations = (name: string) =>
				Array.from({ length: 200 }, (_, n) => ({ key: `${name} ${n}`, contact: phone(n), phoneNumberId: '1', at: NOW, purpose: name, category: 'marketing' }));
			const answers = await Promise.all(
				['one', 'two'].map(async (name) => {
					const env = { ...process.env, TASK: JSON.stringify({ config, now: NOW, reservations: reservations(name) }) };
					return await promisify(execFile)(process.execPath, ['-r', './test/support/typescript.cjs', './test/store/workers/reserver.ts'], { cwd: ROOT, env });
				}),
			);
			const [one, two] = answers.map(({ stdout }) => new Set(JSON.parse(stdout) as string[]));
			expect([...(one ?? [])].filter((contact) => two?.has(contact))).toEqual([]);
			expect((one?.size ?? 0) + (two?.size ?? 0)).toBeGreaterThan(100);
		}, 120_000);

		it('takes a damaged count, window or cool-down of one contact for unknown and still answers for the others', async () => {
			await store.noteSent([message('a', 1), message('b', 1, { contact: phone(2) })]);
			await store.coolDown(ANNA, NOW + HOUR);
			await ground.sql(config, `update consent_store set value = 'rubbish' where key like 'default:mc:${ANNA}:%' or key = 'default:o:${ANNA}'`);
			const [anna, other] = await store.facts([ANNA, phone(2)], undefined, { sent: { now: NOW } });
			expect(anna).toEqual({ contact: ANNA, coolDownUntil: NaN });
			expect(other).toMatchObject({ sent: { contact: { day: 1 } } });
		});

		it('forgets messages after 90 days, little by little, and keeps the younger', async () => {
			const times = (count: number, hoursAgo: number) => Array.from({ length: count }, (_, n) => message(`${hoursAgo}-${n}`, hoursAgo, { contact: phone(n) }));
			await store.noteSent(times(100, 91 * 24));
			const count = async () => (await ground.rows(config)).filter((row) => row.includes(':m:') || row.includes(':mc:')).length;
			await store.noteSent(times(60, 1));
			for (let round = 0; round < 40 && (await count()) > 120; round++) await store.noteSent(times(60, 1));
			expect(await count()).toBe(120);
			expect((await store.sentMessages(times(60, 1).map(({ messageId }) => messageId))).every((found) => found !== undefined)).toBe(true);
		});

		it('keeps reports by campaign in the order of runs, and gives the latest of all', async () => {
			let now = NOW;
			const clocked = await open(config, { now: () => now });
			for (const [key, total] of [['spring', 1], ['summer', 2], ['spring', 3]] as const) {
				now += 1000;
				await clocked.saveReport(key, { total });
			}
			expect((await clocked.reports('spring')).map(({ report }) => report.total)).toEqual([1, 3]);
			expect((await clocked.reports(undefined, { limit: 2 })).map(({ campaignKey }) => campaignKey)).toEqual(['spring', 'summer']);
			expect(await clocked.reports('winter')).toEqual([]);
			await expect(clocked.saveReport(' ', {})).rejects.toThrow(InvalidRequest);
		});

		it('forgets reports and decisions after 90 days, or after as many as the settings say', async () => {
			let now = NOW;
			const clocked = await open(config, { now: () => now });
			const run = async (key: string) => {
				await clocked.saveReport(key, { total: 1 });
				await clocked.keepDecisions(key, [{ contact: ANNA, decision: 'block', reason: 'opted_out' }]);
			};
			await run('first');
			now += 89 * DAY;
			await run('second');
			expect(await clocked.reports('first')).toHaveLength(1);
			now += 2 * DAY;
			await run('third');
			expect(await clocked.reports('first')).toEqual([]);
			expect((await clocked.reports()).map(({ campaignKey }) => campaignKey)).toEqual(['third', 'second']);
			await clocked.updateSettings({ keepReportsDays: 1 });
			now += 1.5 * DAY;
			await run('fourth');
			expect((await clocked.reports()).map(({ campaignKey }) => campaignKey)).toEqual(['fourth']);
			const decided = async () => (await clocked.decisions(ANNA)).map(({ campaignKey }) => campaignKey);
			for (let round = 0; round < 20 && (await decided()).includes('third'); round++) await run('fourth');
			expect(new Set(await decided())).toEqual(new Set(['fourth']));
		});

		it('says why somebody was left out of which campaign, newest first, under any of their identifiers', async () => {
			let now = NOW;
			const clocked = await open(config, { now: () => now });
			await clocked.record([{ action: 'link', contact: ANNA, to: USER, origin: 'person', source: 'webhook', occurredAt: NOW }]);
			await clocked.keepDecisions('spring', [
				{ contact: ANNA, decision: 'block', reason: 'quiet_hours', detail: 'it is 22:00', nextAllowedAt: '2026-01-01T08:00:00.000Z', category: 'marketing', list: 'marketing' },
				{ contact: 'not a contact', decision: 'block', reason: 'invalid_contact' },
				{ contact: phone(2), decision: 'allow', reason: 'opted_in' },
			]);
			now += 1000;
			await clocked.keepDecisions('summer', [{ contact: USER, decision: 'block', reason: 'opted_out', eventId: 'e' }]);
			expect((await clocked.decisions(ANNA)).map(({ campaignKey, reason }) => [campaignKey, reason])).toEqual([['summer', 'opted_out'], ['spring', 'quiet_hours']]);
			expect(await clocked.decisions(USER, 'spring')).toEqual([
				expect.objectContaining({ decision: 'block', detail: 'it is 22:00', nextAllowedAt: '2026-01-01T08:00:00.000Z', list: 'marketing' }),
			]);
			expect(await clocked.decisions(phone(3))).toEqual([]);
		});

		it('erases with a person what was sent to them and decided on them', async () => {
			await store.noteSent([message('a', 1)]);
			await store.keepDecisions('spring', [{ contact: ANNA, decision: 'block', reason: 'not_opted_in' }]);
			await store.record([{ action: 'opt_in', contact: ANNA, origin: 'person', source: 'page', occurredAt: NOW - HOUR }]);
			await store.erase(ANNA);
			expect((await ground.rows(config)).filter((row) => row.includes(ANNA.slice(1)))).toEqual([]);
			expect(await sent('marketing')).toMatchObject({ contact: { month: 0 } });
		});
	});
}
