import type { IExecuteFunctions } from 'n8n-workflow';

import { keepRun } from '../../../nodes/ConsentGate/keep';
import { askGate, createReport } from '../../../shared';
import type { ConsentStore, MessageCategory } from '../../../shared';
import { freshStores } from './support/store';

const open = freshStores();
const [ANNA, BERT] = ['+15551230001', '+15551230002'];
let store: ConsentStore;

beforeEach(async () => {
	store = await open();
	await store.record([{ action: 'opt_in', contact: ANNA, origin: 'business', source: 'import', occurredAt: Date.now() - 1000 }]);
});

/** Runs what the node does after deciding, in execution 42. */
async function run(parameters: Record<string, unknown>, on: ConsentStore = store, category: MessageCategory = 'marketing') {
	const hints: string[] = [];
	const functions = {
		getExecutionId: () => '42',
		getNode: () => ({ name: 'Gate' }),
		addExecutionHints: ({ message }: { message: string }) => hints.push(message),
	} as unknown as IExecuteFunctions;
	const read = <T>(name: string, _index: number, fallback?: T): T => (parameters[name] ?? fallback) as T;
	const answers = await askGate(store, [ANNA, BERT], { category, rule: 'required' }, Date.now());
	const report = createReport();
	for (const answer of answers) report.add(answer);
	return { key: await keepRun(functions, read, on, report.result(), answers), hints };
}

test('a marketing run is kept under its execution, with the node that decided', async () => {
	expect(await run({})).toEqual({ key: 'execution-42', hints: [] });
	expect(await store.reports('execution-42')).toEqual([
		expect.objectContaining({ report: expect.objectContaining({ total: 2, allowed: 1, blocked: 1, node: 'Gate', byReason: { opted_in: 1, not_opted_in: 1 } }) }),
	]);
	expect(await store.decisions(BERT)).toEqual([]);
});

test('other categories are kept only under a key of their own', async () => {
	expect((await run({}, store, 'utility')).key).toBeUndefined();
	expect((await run({ campaignKey: ' recall ' }, store, 'utility')).key).toBe('recall');
	expect(await store.reports('recall')).toHaveLength(1);
});

test('decisions are kept of those left out, or of everybody, on request', async () => {
	await run({ campaignKey: 'a', options: { keepDecisions: 'skipped' } });
	expect(await store.decisions(ANNA)).toEqual([]);
	expect(await store.decisions(BERT)).toMatchObject([{ campaignKey: 'a', decision: 'block', reason: 'not_opted_in', contact: BERT }]);
	await run({ campaignKey: 'b', options: { keepDecisions: 'all' } });
	expect(await store.decisions(ANNA)).toMatchObject([{ campaignKey: 'b', decision: 'allow', reason: 'opted_in' }]);
});

test('a store that can’t keep the report changes no decision: it is a warning', async () => {
	const broken = new Proxy(store, {
		get: (target, name: keyof ConsentStore) => (name === 'saveReport' ? async () => await Promise.reject(new Error('disk full')) : target[name]),
	});
	expect(await run({}, broken)).toEqual({ key: undefined, hints: [expect.stringContaining('disk full')] });
});
