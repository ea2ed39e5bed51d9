import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IExecuteFunctions } from 'n8n-workflow';

import { ACCOUNT_FIELDS, PAGES_CREDENTIAL, pageOf, STORE_TROUBLES } from '../../../nodes/common/docs';
import { toNodeError } from '../../../nodes/common/errors';
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
