import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';
import { SendWithConsent } from '../../../nodes/SendWithConsent/SendWithConsent.node';
import { startSimulator } from '../../../simulator';
import type { Simulator } from '../../../simulator';
import { openStore } from '../../../shared';
import type { ConsentStore } from '../../../shared';
import { ACCOUNT, phone, TEMPLATE } from './support';

let folder: string;
let simulator: Simulator;
let store: ConsentStore;
let hints: NodeExecutionHint[];
let executions = 0;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'campaign-node-'));
	simulator = await startSimulator(ACCOUNT);
	simulator.templates.put({ ...TEMPLATE, category: 'MARKETING', components: [{ type: 'BODY', text: 'Dear {{1}}' }, { type: 'FOOTER', text: 'Reply STOP to unsubscribe' }] });
	store = await openStore({ backend: 'sqlite', filePath: join(folder, 'consent.sqlite') });
	hints = [];
	await store.record([0, 1, 2].map((n) => ({ action: 'opt_in', contact: phone(n), origin: 'business', source: 'test', occurredAt: Date.now() - 60_000 })));
	await store.record([{ action: 'opt_out', contact: phone(1), origin: 'person', source: 'test', occurredAt: Date.now() - 1000 }]);
});
afterEach(async () => {
	await store.close();
	await simulator.close();
	rmSync(folder, { recursive: true, force: true });
});

interface Given {
	items: INodeExecutionData[];
	parameters?: IDataObject;
	mode?: 'manual' | 'trigger' | 'integrated';
	continueOnFail?: boolean;
	/** Values of parameters that hold an expression, per item. */
	evaluate?: (name: string, index: number) => unknown;
	credentials?: IDataObject;
}

/** As much of n8n as the node touches, in front of a real store and the simulator. */
async function execute({ items, parameters = {}, mode = 'trigger', continueOnFail = false, evaluate, credentials = {} }: Given): Promise<INodeExecutionData[][]> {
	const written: IDataObject = { templateName: TEMPLATE.name, templateLanguage: TEMPLATE.language, templateParameters: { body: [{ value: 'Ana' }] }, ...parameters };
	const executionId = String(++executions);
	const functions = {
		getInputData: () => items,
		getNode: () => ({ id: '1', name: 'Send With Consent', type: 'sendWithConsent', typeVersion: 1, position: [0, 0], parameters: written }),
		getNodeParameter: (name: string, index: number, fallback?: unknown) => {
			if (JSON.stringify(written[name] ?? '').includes('"=')) return evaluate?.(name, index);
			return written[name] ?? fallback;
		},
		getCredentials: async (type: string) =>
			type === 'consentStoreApi' ? { backend: 'sqlite', filePath: join(folder, 'consent.sqlite'), brand: 'default', ...credentials } : { ...ACCOUNT, baseUrl: simulator.url, apiVersion: 'v25.0' },
		getMode: () => mode,
		getExecutionId: () => executionId,
		getExecutionCancelSignal: () => undefined,
		continueOnFail: () => continueOnFail,
		addExecutionHints: (...more: NodeExecutionHint[]) => hints.push(...more),
		sendMessageToUI: () => undefined,
		logger: { info: () => undefined },
	};
	return await new SendWithConsent().execute.call(functions as unknown as IExecuteFunctions);
}

const itemOf = (n: number, more: IDataObject = {}): INodeExecutionData => ({ json: { phone: phone(n), ...more } });
const indexes = (items: INodeExecutionData[] | undefined) => items?.map(({ pairedItem }) => (pairedItem as { item: number }).item);

it('lets every item out through one of Sent, Blocked and Failed, tied to where it came from, and one report', async () => {
	simulator.faults.add({ code: 131026, to: phone(2) });
	const binary = { photo: { data: '', mimeType: 'image/png' } };
	const [sent, blocked, failed, report] = await execute({ items: [itemOf(2), { ...itemOf(0, { city: 'Oslo' }), binary }, itemOf(1), { json: {} }] });
	expect([indexes(sent), indexes(blocked), indexes(failed), indexes(report)]).toEqual([[1], [2, 3], [0], [0]]);
	expect(sent?.[0]).toMatchObject({ json: { phone: phone(0), city: 'Oslo', send: { messageId: expect.any(String), to: phone(0) }, consent: { decision: 'allow' } }, binary });
	expect(blocked?.map(({ json }) => (json.consent as IDataObject).reason)).toEqual(['opted_out', 'invalid_contact']);
	expect(failed?.[0]?.json.send).toMatchObject({ code: 131026, action: 'skip' });
	expect(report?.[0]?.json).toMatchObject({ total: 4, allowed: 2, blocked: 2, sent: 1, failed: 1, unsent: 0 });
	expect(hints[0]).toMatchObject({ message: report?.[0]?.json.summary });
});

describe('a run from the editor', () => {
	const run = async (parameters: IDataObject) => await execute({ items: [itemOf(0), itemOf(2)], mode: 'manual', parameters });

	it('reaches the test recipients only', async () => {
		const [sent, blocked] = await run({ testRecipients: `+49 151 12345678, ${phone(2)}` });
		expect([indexes(sent), indexes(blocked)]).toEqual([[1], [0]]);
		expect(blocked?.[0]?.json.consent).toMatchObject({ reason: 'test_mode' });
	});
	it('reaches nobody while there are none', async () => {
		const [sent, blocked] = await run({});
		expect([indexes(sent), indexes(blocked)]).toEqual([[], [0, 1]]);
		expect(simulator.log.sends()).toEqual([]);
	});
	it('can be repeated, and uses up nobody of the real campaign', async () => {
		const parameters = { testRecipients: phone(2), campaignKey: 'summer' };
		await run(parameters);
		await run(parameters);
		const [sent] = await execute({ items: [itemOf(0), itemOf(2)], parameters });
		expect(indexes(sent)).toEqual([0, 1]);
		expect(simulator.log.sends({ to: phone(2) })).toHaveLength(3);
	});
	it('reaches the test recipients only as a sub-workflow too, whose parent may have been started by hand', async () => {
		const asSub = async (parameters: IDataObject) => await execute({ items: [itemOf(0), itemOf(2)], mode: 'integrated', parameters });
		expect(indexes((await asSub({ testRecipients: phone(2) }))[0])).toEqual([1]);
		expect(indexes((await asSub({ armed: true }))[0])).toEqual([0, 1]);
	});
	it('reaches everyone when the node is armed', async () => {
		expect(indexes((await run({ armed: true }))[0])).toEqual([0, 1]);
	});
});

it('sends once under a campaign key, whatever the execution', async () => {
	const parameters = { campaignKey: 'summer' };
	await execute({ items: [itemOf(0)], parameters });
	const [sent, blocked] = await execute({ items: [itemOf(0)], parameters });
	expect([indexes(sent), indexes(blocked)]).toEqual([[], [0]]);
	expect(indexes((await execute({ items: [itemOf(0)] }))[0])).toEqual([0]);
});

it('keeps its report under the campaign key, and on request why somebody got nothing', async () => {
	simulator.faults.add({ code: 131026, to: phone(2) });
	await execute({ items: [itemOf(0), itemOf(1), itemOf(2)], parameters: { campaignKey: 'summer', options: { keepDecisions: 'skipped' } } });
	expect(await store.reports('summer')).toMatchObject([{ report: { sent: 1, blocked: 1, failed: 1, node: 'Send With Consent' } }]);
	expect(await store.decisions(phone(0), 'summer')).toEqual([]);
	expect(await store.decisions(phone(1), 'summer')).toMatchObject([{ decision: 'block', reason: 'opted_out' }]);
	expect(await store.decisions(phone(2), 'summer')).toMatchObject([{ decision: 'allow', detail: expect.stringContaining('131026') }]);
});

it('heeds the further rules of the gate, and counts its sends for them', async () => {
	const parameters = { options: { frequencyCaps: { cap: [{ max: 1, period: 'week', per: 'contact' }] } } };
	expect(indexes((await execute({ items: [itemOf(0)], parameters }))[0])).toEqual([0]);
	const [sent, blocked] = await execute({ items: [itemOf(0)], parameters });
	expect([indexes(sent), indexes(blocked)]).toEqual([[], [0]]);
	expect(blocked?.[0]?.json.consent).toMatchObject({ reason: 'frequency_cap' });
});

it('fills the template per item, and sets an item aside whose expression fails', async () => {
	const [sent, , failed] = await execute({
		items: [itemOf(0), itemOf(2)],
		parameters: { templateParameters: { body: [{ value: '={{ $json.name }}' }] } },
		evaluate: (_, index) => {
			if (index === 1) throw new Error('name is not defined');
			return { body: [{ value: 'Bo' }] };
		},
	});
	expect([indexes(sent), indexes(failed)]).toEqual([[0], [1]]);
	expect(failed?.[0]?.json.send).toMatchObject({ code: 'unreadable_item', action: 'fix', detail: 'name is not defined' });
	expect(JSON.stringify(simulator.log.sends()[0]?.body)).toContain('"Bo"');
});

it('takes items with a pass only, when it is told not to ask by itself', async () => {
	const pass = { decision: 'allow', category: 'marketing', list: 'marketing', recipient: phone(2), decidedAt: new Date().toISOString() };
	const [sent, blocked, failed] = await execute({ items: [itemOf(0), itemOf(2, { consent: pass }), itemOf(1, { consent: { ...pass, recipient: phone(1) } })], parameters: { gateHere: false } });
	expect([indexes(sent), indexes(blocked), indexes(failed)]).toEqual([[1], [2], [0]]);
	expect(failed?.[0]?.json.consent).not.toHaveProperty('recipient');
});

it('overwrites a consent and a send that the input brings along', async () => {
	const [, blocked] = await execute({ items: [itemOf(1, { consent: { decision: 'allow', recipient: phone(1) }, send: { messageId: 'forged' } })] });
	expect(blocked?.[0]?.json.consent).toMatchObject({ decision: 'block' });
	expect(blocked?.[0]?.json.consent).not.toHaveProperty('recipient');
	expect(blocked?.[0]?.json).not.toHaveProperty('send');
});

describe('a store that can not be opened', () => {
	const credentials = { filePath: '/nonexistent/folder/consent.sqlite' };

	it('stops the node', async () => {
		await expect(execute({ items: [itemOf(0)], credentials })).rejects.toThrow(/consent store|folder/i);
		expect(simulator.log.sends()).toEqual([]);
	});
	it('under continue on fail blocks everyone, with their data and without a pass', async () => {
		const outputs = await execute({ items: [itemOf(0, { consent: { recipient: phone(0) } }), itemOf(2)], credentials, continueOnFail: true });
		expect(outputs.map((items) => indexes(items))).toEqual([[], [0, 1], [], [0]]);
		expect(outputs[1]?.[0]?.json).toMatchObject({ phone: phone(0), consent: { decision: 'block', reason: 'store_unavailable' } });
		expect(outputs[1]?.[0]?.json.consent).not.toHaveProperty('recipient');
		expect(outputs[3]?.[0]?.json).toMatchObject({ total: 2, blocked: 2, sent: 0 });
		expect(simulator.log.sends()).toEqual([]);
	});
});
