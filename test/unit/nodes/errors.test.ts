import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { ACCOUNT_FIELDS, PAGES_CREDENTIAL, pageOf, STORE_TROUBLES } from '../../../nodes/common/docs';
import { eachItem } from '../../../nodes/common/eachItem';
import { toNodeError } from '../../../nodes/common/errors';
import { oneBatch } from '../../../nodes/common/oneBatch';
import { InvalidRequest, StoreUnavailable } from '../../../shared/store/errors';
import { ROOT } from '../../support/root';
import { NODES } from './support';

const functions = {
	getNode: () => ({ id: '1', name: 'Gate', type: 'n8n-nodes-whatsapp-consent.consentGate', typeVersion: 1, position: [0, 0], parameters: {} }),
} as unknown as IExecuteFunctions;

const BLOB = 'https://github.com/n8n-nodes-whatsapp-consent/n8n-nodes-whatsapp-consent/blob/main/';
const headings = (file: string): string[] =>
	[...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => title.toLowerCase().replaceAll(/[^\w\- ]/g, '').replaceAll(' ', '-'));

function leadsSomewhere(url: string): boolean {
	const [path = '', anchor] = url.slice(BLOB.length).split('#');
	const file = join(ROOT, path);
	return url.startsWith(BLOB) && existsSync(file) && (anchor === undefined || headings(file).includes(anchor));
}

it.each(NODES.map(({ description }) => description.name))('errors of %s lead to a page that exists', (name) => {
	expect(leadsSomewhere(pageOf({ type: `n8n-nodes-whatsapp-consent.${name}` }))).toBe(true);
});

it.each([ACCOUNT_FIELDS, PAGES_CREDENTIAL, STORE_TROUBLES])('%s leads to a part of a page that exists', (url) => {
	expect(leadsSomewhere(url)).toBe(true);
});

it('sends those whose store fails to what goes wrong with the store, and says the advice once', () => {
	const shown = toNodeError(functions, new StoreUnavailable('The consent store is not there.', 'Start it.'));
	expect(shown.message).toBe('The consent store is not there. Start it.');
	expect(shown.description).toContain(STORE_TROUBLES);
	expect(shown.description).not.toContain('Start it.');
});

it('sends all others to the page of their node, and says which item it was', () => {
	const shown = toNodeError(functions, new InvalidRequest('The list can’t be saved.', 'Write it in lower case.'), 3);
	expect(shown.description).toContain('docs/nodes/consent-gate.md');
	expect(shown.context.itemIndex).toBe(3);
});

describe('items that are worked on one after another', () => {
	const run = (going: boolean, work: (index: number) => Promise<INodeExecutionData[]>) =>
		eachItem({ functions: { ...functions, continueOnFail: () => going } as IExecuteFunctions, items: [{ json: {} }, { json: {} }, { json: {} }] }, async (_, index) => await work(index));
	const done = (index: number): INodeExecutionData[] => [{ json: { index }, pairedItem: { item: index } }];

	it('stop at the first that goes wrong, which is named', async () => {
		const tried: number[] = [];
		const stopped = run(false, async (index) => {
			tried.push(index);
			if (index === 1) throw new InvalidRequest('The list can’t be saved.', 'Write it in lower case.');
			return done(index);
		});
		await expect(stopped).rejects.toMatchObject({ context: { itemIndex: 1 } });
		expect(tried).toEqual([0, 1]);
	});

	it('are all worked on where the workflow goes on, and only those that went wrong say so', async () => {
		const items = await run(true, async (index) => {
			if (index === 1) throw new InvalidRequest('The list can’t be saved.', 'Write it in lower case.');
			return done(index);
		});
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(items.map(({ json }) => json.error === undefined)).toEqual([true, false, true]);
	});

	it('ask a store that is out of reach once, not for each of them', async () => {
		let asked = 0;
		const items = await run(true, async () => {
			asked++;
			throw new StoreUnavailable('The consent store is not there.', 'Start it.');
		});
		expect([asked, items.length]).toEqual([1, 3]);
		expect(items.every(({ json }) => typeof json.error === 'string')).toBe(true);
	});
});

describe('items that are worked on in one batch', () => {
	const batch = (going: boolean, asked: number[][] = []) =>
		oneBatch(
			{ functions: { ...functions, continueOnFail: () => going } as IExecuteFunctions, items: [{ json: {} }, { json: {} }, { json: {} }] },
			(_, index) => {
				if (index === 1) throw new Error('The expression failed');
				return index;
			},
			async (values) => {
				asked.push(values);
				return values.map((value) => ({ value }));
			},
		);

	it('are not begun where one of them can’t be read, and that one is named', async () => {
		const asked: number[][] = [];
		await expect(batch(false, asked)).rejects.toMatchObject({ message: 'The expression failed', context: { itemIndex: 1 } });
		expect(asked).toEqual([]);
	});

	it('lose only that one where the workflow goes on', async () => {
		expect(await batch(true)).toEqual([
			{ json: { value: 0 }, pairedItem: { item: 0 } },
			{ json: { error: 'The expression failed' }, pairedItem: { item: 1 } },
			{ json: { value: 2 }, pairedItem: { item: 2 } },
		]);
	});
});

it('keeps the item that an error of n8n’s own names', () => {
	expect(toNodeError(functions, Object.assign(new Error('The expression failed'), { context: { itemIndex: 4 } })).context.itemIndex).toBe(4);
});
