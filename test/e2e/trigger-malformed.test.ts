import { payloads } from '../../simulator';
import type { SavedWorkflow } from './support/n8n-workflows';
import { outputsOf, TriggerGround } from './support/trigger-ground';

const MINUTE = 60_000;

describe('malformed deliveries, rightly signed', () => {
	let ground: TriggerGround;
	let workflow: SavedWorkflow;
	let url: string;
	let made = 0;

	beforeAll(async () => {
		ground = await TriggerGround.open('postgres');
		({ workflow, url } = await ground.listening({ naturalLanguage: 'act' }));
	}, 4 * MINUTE);
	afterAll(async () => await ground?.close(), MINUTE);

	const stop = () =>
		payloads.inbound({ number: ground.simulator.account, person: { waId: '15551230201', name: 'Ada' }, at: Date.now() }, payloads.text('STOP'), { id: `wamid.m${++made}` });
	/** A STOP in which something stands in the place of a text, wherever that stood. */
	const withInstead = (what: string, instead: string | Buffer): Buffer => {
		const parts = JSON.stringify(stop()).split(what).flatMap((part) => [Buffer.from(instead as string), Buffer.from(part)]);
		return Buffer.concat(parts.slice(1));
	};
	const value = (inside: string): Buffer => Buffer.from(`{"object":"whatsapp_business_account","entry":[{"id":"1","changes":[{"field":"messages","value":${inside}}]}]}`);
	const deep = (depth: number): string => `${'['.repeat(depth)}${']'.repeat(depth)}`;
	const deepObject = (depth: number): string => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;

	const cases: Array<[string, () => Buffer]> = [
		['nothing', () => Buffer.alloc(0)],
		['text that is no JSON', () => Buffer.from('STOP')],
		['JSON cut short', () => Buffer.from(JSON.stringify(stop())).subarray(0, 100)],
		['null', () => Buffer.from('null')],
		['a number', () => Buffer.from('42')],
		['a list', () => Buffer.from('[]')],
		['an empty object', () => Buffer.from('{}')],
		['another product', () => withInstead('whatsapp_business_account', 'instagram')],
		['entries that are no list', () => Buffer.from('{"object":"whatsapp_business_account","entry":{"changes":1}}')],
		['entries of every wrong type', () => Buffer.from('{"object":"whatsapp_business_account","entry":[null,1,"x",[],{"changes":"x"},{"changes":[null,7,{"value":"STOP"}]}]}')],
		['messages of every wrong type', () => value('{"messages":[null,1,"STOP",[],{},{"type":"text"},{"type":"text","text":"STOP"},{"type":"text","text":{"body":{"STOP":1}}}],"statuses":{"a":1},"contacts":"x"}')],
		['a STOP from nobody', () => value('{"messages":[{"id":"wamid.n","timestamp":"1760000000","type":"text","text":{"body":"STOP"}}]}')],
		['a sender that is no number', () => withInstead('"15551230201"', '{"toString":1}')],
		['a name written twice', () => withInstead('"type":"text"', '"type":"text","text":{"body":"hello"}')],
		['a name written twice, once in escapes', () => withInstead('"type":"text"', '"type":"text","\\u0074ype":"image"')],
		['bytes that are no UTF-8', () => withInstead('STOP', Buffer.from([0x53, 0x54, 0x4f, 0x50, 0xff, 0xfe]))],
		['lists nested 100,000 deep', () => value(deep(100_000))],
		['a message nested 5,000 deep', () => value(`{"messages":[{"type":"text","id":"wamid.d","from":"15551230201","x":${deepObject(5000)}}]}`)],
		['names that reach for the prototype', () => value('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"messages":[{"__proto__":{"type":"text","text":{"body":"STOP"},"from":"15551230201","id":"wamid.p"}}]}')],
		['a text of two million letters', () => withInstead('STOP', 'STOP '.repeat(400_000))],
		['an id and a name of a hundred thousand letters', () => Buffer.from(JSON.stringify(stop()).replace('wamid.m', 'w'.repeat(100_000)).replace('Ada', 'A'.repeat(100_000)).replace('STOP', 'hello'))],
		['characters that databases refuse', () => Buffer.from(JSON.stringify(stop()).replace('wamid.m', 'wamid.\\u0000\\ud800\\u001f').replace('Ada', '\\u0000\\udfff').replace('STOP', 'a\\u0000b\\ud83d'))],
	];

	it.each(cases)('%s: 4xx or an item on Other, and nothing recorded', async (_, body) => {
		const before = (await ground.n8n.executions.list(workflow.id)).length;
		const { status } = await ground.post(url, body());
		expect([200, 400, 413, 422]).toContain(status);
		const after = status === 200 ? await ground.n8n.executions.settled(workflow.id, before) : await ground.n8n.executions.list(workflow.id);
		if (status !== 200) expect(after).toHaveLength(before);
		if (status === 200) {
			const last = (await ground.n8n.executions.settled(workflow.id, before + 1)).at(-1);
			const { optIn, optOut, other } = outputsOf(last);
			expect(last?.status).toBe('success');
			expect([optIn, optOut]).toEqual([[], []]);
			expect(other.length).toBeGreaterThan(0);
		}
		expect(({} as Record<string, unknown>).polluted).toBeUndefined();
		await expect(ground.look(async (store) => await store.history('+15551230201'))).resolves.toEqual([]);
		await expect(ground.look(async (store) => (await store.contacts({})).contacts)).resolves.toEqual([]);
	}, MINUTE);

	it('with bytes changed at random never break it', async () => {
		let seed = 20260301;
		const random = (below: number): number => {
			seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
			return Math.floor((seed / 4_294_967_296) * below);
		};
		for (let round = 0; round < 60; round++) {
			const bytes = Buffer.from(JSON.stringify(stop()));
			for (let change = 0; change <= random(4); change++) bytes[random(bytes.length)] = random(256);
			expect((await ground.post(url, bytes)).status).toBeLessThan(500);
		}
		await expect(ground.post(url, stop())).resolves.toMatchObject({ status: 200 });
		await expect(ground.status('+15551230201')).resolves.toBe('opted_out');
	}, 3 * MINUTE);
});
