import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { openStore, receive, understand } from '../../shared';
import type { ReceivingOptions } from '../../shared';
import { payloads } from '../../simulator';
import { our } from './support/line-of-nodes';
import type { Execution } from './support/n8n-executions';
import { Stage } from './support/stage';

const MINUTE = 60_000;
const NOW = Math.floor(Date.now() / 1000) * 1000;
const DEFAULTS: ReceivingOptions = { understanding: { naturalLanguage: 'ask' }, optInFrom: 'anyone', enabled: true, recordConsent: true, dedupe: false, emitStatuses: false };

describe('Record Message', () => {
	let stage: Stage;
	let folder: string;
	beforeAll(async () => {
		stage = await Stage.open('sqlite');
		folder = mkdtempSync(join(tmpdir(), 'consent-record-'));
	}, 4 * MINUTE);
	afterAll(async () => {
		await stage?.close();
		rmSync(folder, { recursive: true, force: true });
	}, MINUTE);

	const text = (phone: string, words: string, id: string) => payloads.inbound({ number: stage.simulator.account, person: { waId: phone, name: 'Ada' }, at: NOW }, payloads.text(words), { id });
	const record = async (items: object[], parameters: object = {}): Promise<Execution> =>
		await stage.run(items, [{ name: 'Record', type: our('consentWrite'), parameters: { resource: 'contact', operation: 'recordMessage', ...parameters } }]);
	const pairs = (execution: Execution) => execution.items('Record').map(({ pairedItem }) => (pairedItem as { item: number }).item);

	type Webhook = ReturnType<typeof text>;
	const SHAPES: Record<string, (webhook: Webhook) => object> = {
		'n8n’s own WhatsApp Trigger': ({ entry }) => ({ ...entry[0]?.changes[0]?.value, field: 'messages' }),
		'a Webhook node': (body) => ({ headers: { 'content-type': 'application/json' }, params: {}, query: {}, body, webhookUrl: 'http://127.0.0.1/webhook/x', executionMode: 'production' }),
		'a provider that passes on Meta’s webhook': (body) => body,
		'a provider that passes on the value alone': ({ entry }) => ({ ...entry[0]?.changes[0]?.value }),
	};

	it.each(Object.keys(SHAPES))('gives of the items of %s what the trigger gives, paired with them', async (name) => {
		const shape = SHAPES[name] ?? ((webhook: Webhook) => webhook);
		const index = Object.keys(SHAPES).indexOf(name);
		const said = (part: number, words: string) => text(`1555600${index}00${part}`, words, `wamid.${index}.${part}`);
		const webhooks = [payloads.batch([said(1, 'STOP'), said(2, 'Are you open?')], 'messages'), said(3, 'START'), said(4, 'HELP')];
		const execution = await record(webhooks.map(shape));
		expect(execution.errorMessage()).toBeUndefined();

		const store = await openStore({ backend: 'sqlite', filePath: join(folder, `${index}.sqlite`), defaultCountry: 'US' });
		const expected = (await receive(webhooks.flatMap((webhook) => understand(webhook, DEFAULTS, NOW)), store, DEFAULTS, NOW)).map(({ json }) => json);
		await store.close();
		// The account's id stands around the value, so it is lost where only the value is passed on.
		const whole = Array.isArray((shape(webhooks[0] as Webhook) as { entry?: unknown }).entry) || name === 'a Webhook node';
		const known = whole ? expected : expected.map(({ businessAccountId, ...rest }) => rest);
		expect(execution.json('Record')).toEqual(JSON.parse(JSON.stringify(known)));
		expect(pairs(execution)).toEqual([0, 0, 1, 2]);
		expect(known.map(({ action, changed }) => [action, changed])).toEqual([['opt_out', true], [undefined, undefined], ['opt_in', true], ['help', undefined]]);
		expect((await stage.read([{ phone: `+1555600${index}001` }]))[0]).toMatchObject({ status: 'opted_out' });
	}, 2 * MINUTE);

	it('run again by hand gives the same items, marked, and no second history entry', async () => {
		const item = text('15556009001', 'STOP', 'wamid.9.1');
		const first = (await record([item])).json('Record');
		const second = (await record([item])).json('Record');
		expect(second).toEqual([{ ...first[0], redelivered: true }]);
		expect(await stage.read([{ phone: '+15556009001' }], 'getHistory')).toHaveLength(1);
	}, 2 * MINUTE);

	it('passes on what is no webhook, with a note, and records nothing', async () => {
		const execution = await record([{ hello: 'world' }, { body: 'STOP' }, { messages: [{ type: 'text', text: { body: 'STOP' } }] }]);
		expect(execution.status).toBe('success');
		expect(execution.json('Record')).toHaveLength(3);
		expect(execution.json('Record').every(({ action, note }) => action === undefined && typeof note === 'string')).toBe(true);
		expect(pairs(execution)).toEqual([0, 1, 2]);
	}, MINUTE);

	it('understands as it is set to: own words, their lists, whose opt-in counts', async () => {
		const execution = await record([text('15556009002', 'Pizza Club!', 'wamid.9.2'), text('15556009003', 'START', 'wamid.9.3')], {
			optInKeywords: 'pizza club',
			keywordLists: { mapping: [{ keyword: 'pizza club', list: 'pizza-club' }] },
			optInFrom: 'anyone',
			doubleOptIn: true,
		});
		expect(execution.json('Record')).toMatchObject([
			{ action: 'opt_in', lists: ['pizza-club'], status: 'pending' },
			{ action: 'opt_in', lists: ['marketing'], status: 'pending' },
		]);
	}, MINUTE);
});
