import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, IExecuteFunctions, INodeExecutionData, NodeExecutionHint } from 'n8n-workflow';

import { SendConfirmation } from '../../../nodes/SendConfirmation/SendConfirmation.node';
import { startSimulator } from '../../../simulator';
import type { Simulator } from '../../../simulator';
import { ACCOUNT, phone } from '../campaign/support';

let folder: string;
let simulator: Simulator;
let hints: NodeExecutionHint[];

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'confirmation-node-'));
	simulator = await startSimulator(ACCOUNT);
	hints = [];
});
afterEach(async () => {
	await simulator.close();
	rmSync(folder, { recursive: true, force: true });
});

/** As much of n8n as the node touches, in front of a real store and the simulator. An expression that fails says “broken”. */
async function execute(items: INodeExecutionData[], { continueOnFail = false, storePath = join(folder, 'consent.sqlite') } = {}): Promise<INodeExecutionData[][]> {
	const parameters: IDataObject = { businessName: '={{ $json.business }}' };
	const functions = {
		getInputData: () => items,
		getNode: () => ({ id: '1', name: 'Send Confirmation', type: 'n8n-nodes-whatsapp-consent.sendConfirmation', typeVersion: 1, position: [0, 0], parameters }),
		getNodeParameter: (name: string, index: number, fallback?: unknown) => {
			if (name !== 'businessName') return fallback;
			if (items[index]?.json.business === 'broken') throw new Error('The expression failed');
			return items[index]?.json.business;
		},
		getCredentials: async (type: string) => (type === 'consentStoreApi' ? { backend: 'sqlite', filePath: storePath, brand: 'default' } : { ...ACCOUNT, baseUrl: simulator.url, apiVersion: 'v25.0' }),
		continueOnFail: () => continueOnFail,
		addExecutionHints: (...more: NodeExecutionHint[]) => hints.push(...more),
	};
	return await new SendConfirmation().execute.call(functions as unknown as IExecuteFunctions);
}

async function stopOf(n: number, more: IDataObject = {}): Promise<INodeExecutionData> {
	await simulator.sendAs(phone(n), { type: 'text', text: { body: 'STOP' } }, { how: { retry: false } });
	const json = { action: 'opt_out', contact: phone(n), phone: phone(n), lists: ['*'], door: 'keyword', language: 'en', changed: true, previousStatus: 'opted_in', status: 'opted_out' };
	return { json: { ...json, eventId: `event-${n}`, occurredAt: new Date().toISOString(), business: 'Blue Door Bakery', ...more } };
}

const reasons = (items: INodeExecutionData[] | undefined) => items?.map(({ json, pairedItem }) => [(pairedItem as { item: number }).item, (json.confirmation as IDataObject).reason]);

it('says on the node how many were confirmed, and why the others were not', async () => {
	const binary = { photo: { data: '', mimeType: 'image/png' } };
	const [sent, skipped] = await execute([await stopOf(1), { ...(await stopOf(2, { changed: false })), binary }, await stopOf(3, { changed: false })]);
	expect(reasons(sent)).toEqual([[0, undefined]]);
	expect(reasons(skipped)).toEqual([[1, 'unchanged'], [2, 'unchanged']]);
	expect(skipped?.[0]?.binary).toEqual(binary);
	expect(hints).toContainEqual({ message: '1 confirmed, 2 skipped (2 unchanged)', location: 'outputPane' });
});

it('names the item that can’t be confirmed', async () => {
	await expect(execute([await stopOf(1), await stopOf(2, { business: 'broken' })])).rejects.toMatchObject({ message: 'The expression failed', context: { itemIndex: 1 } });
});

it('answers the others where the workflow goes on', async () => {
	const [sent, skipped] = await execute([await stopOf(1), await stopOf(2, { business: 'broken' }), await stopOf(3)], { continueOnFail: true });
	expect(reasons(sent)).toEqual([[0, undefined], [2, undefined]]);
	expect(reasons(skipped)).toEqual([[1, 'invalid']]);
	expect(simulator.log.sends({ to: phone(2) })).toEqual([]);
});

it('answers nobody without its store, and keeps every item', async () => {
	const items = [await stopOf(1), await stopOf(2)];
	const [sent, skipped] = await execute(items, { continueOnFail: true, storePath: join(folder, 'not', 'there', 'consent.sqlite') });
	expect(sent).toEqual([]);
	expect(reasons(skipped)).toEqual([[0, 'store_unavailable'], [1, 'store_unavailable']]);
});
