import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject, IExecuteFunctions, INode, INodeExecutionData } from 'n8n-workflow';

import type { Operation } from '../../../nodes/common/run';
import { operations } from '../../../nodes/ConsentRead/operations';
import { openStore } from '../../../shared';
import type { ConsentStore } from '../../../shared';

const ADA = '+14155552671';
let folder: string;
let store: ConsentStore;

beforeEach(async () => {
	folder = mkdtempSync(join(tmpdir(), 'reading-'));
	store = await openStore({ backend: 'sqlite', filePath: join(folder, 'consent.sqlite') });
	const word = { contact: ADA, origin: 'person', source: 'whatsapp', door: 'keyword' } as const;
	await store.record([{ ...word, action: 'opt_in', occurredAt: Date.now() - 2000 }, { ...word, action: 'opt_out', occurredAt: Date.now() - 1000 }]);
	await store.keepDecisions('May offers', [{ contact: ADA, decision: 'block', reason: 'opted_out' }]);
});
afterEach(async () => {
	await store.close();
	rmSync(folder, { recursive: true, force: true });
});

const secrets = { userName: 'ada', password: 'a good password', linkSecret: 'a link secret for tests' };

async function run({ execute }: Operation, items: IDataObject[], { parameters = () => ({}), going = true }: { parameters?: (index: number) => IDataObject; going?: boolean } = {}): Promise<INodeExecutionData[]> {
	const functions = {
		continueOnFail: () => going,
		getCredentials: async () => ({ ...secrets, brand: 'default' }),
		getNode: () => ({ name: 'Consent Read', type: 'n8n-nodes-whatsapp-consent.consentRead' }) as INode,
	} as unknown as IExecuteFunctions;
	const read = <T>(name: string, index: number, fallback?: T): T => (parameters(index)[name] ?? fallback) as T;
	return await execute({ functions, items: items.map((json) => ({ json })), read, store });
}

const contact = (operation: string): Operation => operations.contact?.[operation] as Operation;
const BAD = [{ phone: ADA }, { phone: 'nobody' }, { phone: ADA }];

it.each([['getHistory', 2], ['getDecisions', 1]])('%s names the item whose contact can’t be read, and where the workflow goes on loses only that one', async (operation, each) => {
	await expect(run(contact(operation), BAD, { going: false })).rejects.toMatchObject({ message: expect.stringContaining('“nobody”'), context: { itemIndex: 1 } });
	const out = await run(contact(operation), BAD);
	expect(out.map(({ json, pairedItem }) => [json.error !== undefined, pairedItem])).toEqual([
		...Array.from({ length: each }, () => [false, { item: 0 }]),
		[true, { item: 1 }],
		...Array.from({ length: each }, () => [false, { item: 2 }]),
	]);
});

it('getMany names the item whose question can’t be understood, and where the workflow goes on loses only that one', async () => {
	const parameters = (index: number): IDataObject => (index === 1 ? { after: 'made up' } : {});
	await expect(run(contact('getMany'), [{}, {}], { parameters, going: false })).rejects.toMatchObject({ context: { itemIndex: 1 } });
	const out = await run(contact('getMany'), [{}, {}], { parameters });
	expect(out.map(({ json, pairedItem }) => [json.contact ?? 'failed', pairedItem])).toEqual([[ADA, { item: 0 }], ['failed', { item: 1 }]]);
});

it('makes no link for a contact that can’t be read, and says whose', async () => {
	const parameters = (): IDataObject => ({ pageUrl: 'https://n8n.example/webhook/1/consent' });
	expect((await run(contact('preferenceLink'), BAD, { parameters })).map(({ json }) => json)).toEqual([
		expect.objectContaining({ contact: ADA, preferenceLink: expect.stringContaining('page=preferences') }),
		{ contact: 'nobody', outcome: 'invalid', reason: expect.stringMatching(/^contact: “nobody”/) },
		expect.objectContaining({ contact: ADA }),
	]);
});

it('check answers for everybody, in order and by each one’s own question, but for the item whose question can’t be read', async () => {
	const parameters = (index: number): IDataObject => {
		if (index === 1) throw new Error('The expression failed');
		return { category: index === 2 ? 'utility' : 'marketing' };
	};
	await expect(run(contact('check'), BAD, { parameters, going: false })).rejects.toMatchObject({ context: { itemIndex: 1 } });
	const out = await run(contact('check'), [...BAD, { phone: 'nobody' }], { parameters });
	expect(out.map(({ json, pairedItem }) => [json.reason ?? json.error, pairedItem])).toEqual([
		['opted_out', { item: 0 }],
		['The expression failed', { item: 1 }],
		['exempt_category', { item: 2 }],
		['invalid_contact', { item: 3 }],
	]);
	expect(out.every(({ json }) => json.recipient === undefined)).toBe(true);
});
