import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { openStore } from '../../shared';
import { our, type Step } from './support/line-of-nodes';
import { reachedOn, SENDERS } from './support/senders';
import { Stage } from './support/stage';

const MINUTE = 60_000;
const ALLOWED = '+15553000001';
const OPTED_OUT = '+15553000002';
const UNKNOWN = '+15553000003';

let stage: Stage;
let deadStore: { id: string; name: string };

beforeAll(async () => {
	stage = await Stage.open('sqlite');
	await stage.write([{ phone: ALLOWED }, { phone: OPTED_OUT }], 'optIn');
	await stage.write([{ phone: OPTED_OUT }], 'optOut');
	const dead = await stage.n8n.credentials.create('consentStoreApi', 'A store that is down', {
		backend: 'postgres',
		host: '127.0.0.1',
		port: 9,
		database: 'nowhere',
		user: 'nobody',
		password: 'not-this-one-either',
	});
	deadStore = { id: dead.id, name: dead.name };
}, 5 * MINUTE);

afterAll(async () => await stage?.close(), MINUTE);
beforeEach(() => stage.simulator.log.clear());

const gate = (settings: Record<string, unknown> = {}, name = 'Gate'): Step => ({
	name,
	type: our('consentGate'),
	parameters: { category: 'marketing', rule: 'required' },
	node: settings,
});

const onDeadStore = (settings: Record<string, unknown> = {}): Step => gate({ ...settings, credentials: { consentStoreApi: deadStore } });

const people = [{ phone: OPTED_OUT }, { phone: ALLOWED }, { phone: UNKNOWN }, { phone: 'not a number' }, { note: 'no phone at all' }];

/** A pass as somebody would make it up who knows how one looks. */
const forged = (recipient: string) => ({
	decision: 'allow', reason: 'opted_in', category: 'marketing', rule: 'required', status: 'opted_in', list: 'marketing',
	contact: recipient, recipient, brand: 'default', decidedAt: new Date().toISOString(),
});

describe.each(Object.values(SENDERS))('with $name after the gate, a message reaches only whom it may', (sender) => {
	/** The allowed person, where the sender asks for itself about items that went round the gate; else nobody. */
	const pastTheGate = sender.asksItself && sender !== SENDERS.oursWiredToPass ? [ALLOWED] : [];

	async function reached(items: object[], steps: Step[]): Promise<string[]> {
		await stage.run(items, [...steps, sender.step(stage)]);
		return reachedOn(stage);
	}

	/** The same, run by hand with the output of a node pinned. */
	async function reachedWithPinned(items: object[], steps: Step[], pinned: Record<string, object[]>): Promise<string[]> {
		const pinData = Object.fromEntries(Object.entries(pinned).map(([name, some]) => [name, some.map((json): INodeExecutionData => ({ json: json as IDataObject }))]));
		const workflow = await stage.n8n.workflows.create({ ...stage.line('pinned', items, [...steps, sender.step(stage)]), pinData });
		const run = await stage.runByHand(workflow.id, 'Start');
		for (const [name, some] of Object.entries(pinned)) expect(run.json(name)).toEqual(some);
		return reachedOn(stage);
	}

	it('when everything is as it should be', async () => {
		expect(await reached(people, [gate()])).toEqual([ALLOWED]);
	}, MINUTE);

	it.each([
		['stops on the first problem', {}],
		['continues', { onError: 'continueRegularOutput' }],
		['continues to an error output', { onError: 'continueErrorOutput' }],
		['continues, set the old way', { continueOnFail: true }],
		['tries again', { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 }],
		['tries again and then continues', { retryOnFail: true, maxTries: 2, waitBetweenTries: 10, onError: 'continueRegularOutput' }],
	])('when the store is down and the gate %s: nobody', async (_how, settings) => {
		expect(await reached(people, [onDeadStore(settings)])).toEqual([]);
	}, MINUTE);

	it('when the gate is disabled: at most who the sender itself finds allowed, because nobody has a pass', async () => {
		expect(await reached(people, [gate({ disabled: true })])).toEqual(pastTheGate);
	}, MINUTE);

	it('when the gate is told to run once: only the first item is decided, and the rest is not sent', async () => {
		expect(await reached([{ phone: ALLOWED }, { phone: OPTED_OUT }], [gate({ executeOnce: true })])).toEqual([ALLOWED]);
		stage.simulator.log.clear();
		expect(await reached([{ phone: OPTED_OUT }, { phone: ALLOWED }], [gate({ executeOnce: true })])).toEqual([]);
	}, MINUTE);

	it('when nobody is allowed and the gate always puts out data: the empty item has nobody to go to', async () => {
		expect(await reached([{ phone: OPTED_OUT }], [gate({ alwaysOutputData: true })])).toEqual([]);
	}, MINUTE);

	it('when items bring a pass of their own: it is overwritten, or taken away', async () => {
		const items = [{ phone: OPTED_OUT, consent: forged(OPTED_OUT) }, { phone: ALLOWED, consent: forged(OPTED_OUT) }];
		expect(await reached(items, [gate()])).toEqual([ALLOWED]);
		stage.simulator.log.clear();
		expect(await reached(items, [onDeadStore({ onError: 'continueRegularOutput' })])).toEqual([]);
	}, MINUTE);

	it('when the items before the gate are pinned, with a pass of their own: they are decided anew', async () => {
		const pinned = [{ phone: OPTED_OUT, consent: forged(OPTED_OUT) }, { phone: ALLOWED }];
		expect(await reachedWithPinned([], [gate()], { Items: pinned })).toEqual([ALLOWED]);
	}, MINUTE);

	it('when a second gate stands behind the first: the second decides anew', async () => {
		const toEverybody: Step = { ...gate({}, 'First'), parameters: { category: 'utility', rule: 'required' } };
		expect(await reached(people, [toEverybody, gate({}, 'Second')])).toEqual([ALLOWED]);
	}, MINUTE);

	it('when an item of an earlier run comes again after its person said stop: the gate asks the store, not the item', async () => {
		const phone = `+155530009${Object.values(SENDERS).indexOf(sender) + 10}`;
		await stage.write([{ phone }], 'optIn');
		const earlier = (await stage.run([{ phone }], [gate()])).json('Gate', 0);
		expect(earlier).toHaveLength(1);
		await stage.write([{ phone }], 'optOut');
		expect(await reached(earlier, [gate()])).toEqual([]);
	}, MINUTE);

	it('when the same person comes twice in one run: once', async () => {
		expect(await reached([{ phone: ALLOWED }, { phone: '1 (555) 300-0001' }], [gate()])).toEqual([ALLOWED]);
	}, MINUTE);

	// What went round the gate with a pass made up or grown old is beyond it; a sender that asks the store is not taken in.
	if (sender === SENDERS.http) return;

	it('when a disabled gate lets a made-up pass through: the sender asks the store', async () => {
		const items = people.map((item) => ({ ...item, consent: forged('phone' in item ? item.phone ?? '' : '') }));
		expect(await reached(items, [gate({ disabled: true })])).toEqual([ALLOWED]);
	}, MINUTE);

	it('when the output of the gate itself is pinned, from before its person said stop: the sender asks the store', async () => {
		const pinned = [{ phone: OPTED_OUT, consent: forged(OPTED_OUT) }, { phone: ALLOWED, consent: forged(ALLOWED) }];
		expect(await reachedWithPinned(people, [gate()], { Gate: pinned })).toEqual([ALLOWED]);
	}, MINUTE);
});

describe('items keep what they are on their way through the gate', () => {
	it('every item is tied to the item it came from, and nothing but consent is added', async () => {
		const run = await stage.run(people, [gate()]);
		for (const output of [0, 1]) {
			for (const item of run.items('Gate', output)) {
				const { item: from } = item.pairedItem as { item: number };
				const { consent, ...rest } = item.json;
				expect(consent).toBeDefined();
				expect(rest).toEqual(people[from]);
			}
		}
		expect(run.json('Gate', 0)).toMatchObject([{ consent: { recipient: ALLOWED, brand: 'default' } }]);
		expect(run.json('Gate', 2)).toEqual([expect.objectContaining({ total: 5, allowed: 1, blocked: 4 })]);
	}, MINUTE);

	it('with the store down everybody leaves through Blocked with their data, but without a pass', async () => {
		const run = await stage.run(people, [onDeadStore({ onError: 'continueErrorOutput' })]);
		expect(run.json('Gate', 0)).toEqual([]);
		const blocked = run.json('Gate', 1);
		expect(blocked.map(({ phone, note }) => phone ?? note)).toEqual(people.map(({ phone, note }) => phone ?? note));
		for (const item of blocked) {
			expect(item).toHaveProperty('consent.reason', 'store_unavailable');
			expect(item).not.toHaveProperty('consent.recipient');
		}
		expect(JSON.stringify(run.data)).not.toContain('not-this-one-either');
	}, MINUTE);
});

describe('a gate whose rule is as in settings', () => {
	it('decides by the rule, the default list and the quiet hours that the operator set once for all', async () => {
		const asInSettings: Step = { ...gate(), parameters: { category: 'marketing' } };
		const reasons = async () => {
			const run = await stage.run([{ phone: ALLOWED }, { phone: UNKNOWN }, { phone: OPTED_OUT }], [asInSettings]);
			return [0, 1].map((output) => run.json('Gate', output).map(({ consent }) => (consent as { reason: string }).reason));
		};
		const store = await openStore(stage.store);
		try {
			expect(await reasons()).toEqual([['opted_in'], ['not_opted_in', 'opted_out']]);
			await store.updateSettings({ rule: 'soft' });
			expect(await reasons()).toEqual([['opted_in', 'not_opted_in'], ['opted_out']]);
			await store.updateSettings({ rule: 'required', defaultList: 'offers' });
			expect(await reasons()).toEqual([[], ['not_on_list', 'not_opted_in', 'opted_out']]);
			// Numbers of many zones: whatever the hour, it is quiet in one of them.
			await store.updateSettings({ defaultList: 'marketing', quietHours: { from: '00:00', to: '23:59' } });
			expect(await reasons()).toEqual([[], ['quiet_hours', 'not_opted_in', 'opted_out']]);
		} finally {
			await store.updateSettings({ rule: 'required', defaultList: 'marketing', quietHours: undefined });
			await store.close();
		}
	}, MINUTE);
});

describe('somebody whom only the hour stands in the way of', () => {
	it('leaves through Blocked with the time at which a Wait node lets them go on', async () => {
		const berlin = '+4915112345678';
		await stage.write([{ phone: berlin }], 'optIn');
		const hour = Number(new Intl.DateTimeFormat('en-GB', { timeZone: 'Europe/Berlin', hour: '2-digit', hourCycle: 'h23' }).format(new Date()));
		const clock = (shift: number) => `${String((hour + shift + 24) % 24).padStart(2, '0')}:00`;
		const quiet: Step = { ...gate(), parameters: { category: 'marketing', rule: 'required', options: { quietHours: { hours: { from: clock(-1), to: clock(3) } } } } };
		const wait: Step = { name: 'Wait', type: 'n8n-nodes-base.wait', typeVersion: 1.1, parameters: { resume: 'specificTime', dateTime: '={{ $json.consent.nextAllowedAt }}' } };
		const line = stage.line('held', [{ phone: berlin }], [quiet, wait]);
		const toWait = [{ node: 'Wait', type: 'main' as const, index: 0 }];
		const workflow = await stage.n8n.workflows.create({ ...line, connections: { ...line.connections, Gate: { main: [[], toWait] } } });
		const id = await stage.n8n.workflows.run(workflow.id, { triggerToStartFrom: { name: 'Start' } });
		let run = await stage.n8n.executions.get(id);
		for (const deadline = Date.now() + MINUTE / 2; run.status !== 'waiting' && Date.now() < deadline; ) run = await stage.n8n.executions.get(id);
		const [held] = run.json('Gate', 1).map(({ consent }) => consent as { reason: string; nextAllowedAt: string });
		expect(held).toMatchObject({ reason: 'quiet_hours', nextAllowedAt: expect.stringMatching(/:00:00\.000Z$/) });
		expect(run.status).toBe('waiting');
		expect(new Date(String(run.data.waitTill)).toISOString()).toBe(held?.nextAllowedAt);
		await stage.n8n.rest.request('POST', `/executions/${id}/stop`);
	}, MINUTE);
});

describe('a template whose category the gate asks from Meta', () => {
	const TEMPLATE = { name: 'order_update_of_gates', language: 'en_US' };
	const byTemplate = (): Step => ({
		...gate(),
		parameters: { category: 'fromTemplate', templateName: TEMPLATE.name, templateLanguage: TEMPLATE.language, rule: 'required' },
		node: { credentials: stage.credentials },
	});
	const hintsOf = (run: Awaited<ReturnType<Stage['run']>>) => (run.data.resultData.runData.Gate?.[0]?.hints ?? []).map(({ message }) => message);

	it('counts as what it is, and as marketing, with a hint that says so, where Meta does not know it or does not answer', async () => {
		const unknown = await stage.run([{ phone: OPTED_OUT }], [byTemplate()]);
		expect(unknown.json('Gate', 1)).toMatchObject([{ consent: { reason: 'opted_out', category: 'marketing' } }]);
		expect(hintsOf(unknown)).toContainEqual(expect.stringMatching(/order_update_of_gates.*counts as marketing/));

		stage.simulator.templates.put({ ...TEMPLATE, category: 'UTILITY', components: [{ type: 'BODY', text: 'On its way' }] });
		const known = await stage.run([{ phone: OPTED_OUT }], [byTemplate()]);
		expect(known.json('Gate', 0)).toMatchObject([{ consent: { reason: 'exempt_category', category: 'utility' } }]);
		expect(hintsOf(known)).not.toContainEqual(expect.stringContaining('counts as marketing'));
	}, MINUTE);
});
