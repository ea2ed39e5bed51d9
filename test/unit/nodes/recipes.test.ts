import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ICredentialType } from 'n8n-workflow';

import { ConsentPagesApi } from '../../../credentials/ConsentPagesApi.credentials';
import { ConsentStoreApi } from '../../../credentials/ConsentStoreApi.credentials';
import { WhatsAppConsentApi } from '../../../credentials/WhatsAppConsentApi.credentials';
import { ROOT } from '../../support/root';
import { NODES, withInner } from './support';

const FOLDER = join(ROOT, 'docs/recipes');
const CREDENTIALS: ICredentialType[] = [new ConsentPagesApi(), new ConsentStoreApi(), new WhatsAppConsentApi()];

/** Everything that stands in the editor under a name: nodes, outputs, parameters, their groups and choices, credentials. */
const names = new Set([
	...NODES.flatMap(({ description }) => [description.displayName, ...(description.outputNames ?? [])]),
	...CREDENTIALS.map(({ displayName }) => displayName),
	...[...NODES.flatMap(({ description }) => description.properties), ...CREDENTIALS.flatMap(({ properties }) => properties)]
		.flatMap(withInner)
		.flatMap((property) => [property.displayName, ...(property.options ?? []).map((option) => ('displayName' in option ? option.displayName : option.name))]),
]);

/** A bold phrase that ends like a sentence is a heading or a warning; the others are names, a path of them with arrows. */
const namesIn = (page: string): string[] =>
	[...page.matchAll(/\*\*([^*]+)\*\*/g)]
		.map(([, phrase = '']) => phrase)
		.filter((phrase) => !/[.:!?]$/.test(phrase))
		.flatMap((phrase) => phrase.split(' → '));

const pages = readdirSync(FOLDER).filter((name) => name.endsWith('.md') && name !== 'README.md');

it.each(pages)('%s calls nodes, parameters and choices what the editor calls them', (name) => {
	const called = namesIn(readFileSync(join(FOLDER, name), 'utf8'));
	expect(called.length).toBeGreaterThan(5);
	expect([...new Set(called)].filter((phrase) => !names.has(phrase))).toEqual([]);
});

it('every recipe stands in the table of recipes, and nothing else does', () => {
	const listed = [...readFileSync(join(FOLDER, 'README.md'), 'utf8').matchAll(/\]\(([\w-]+\.md)\)/g)].map(([, file]) => file);
	expect(listed.sort()).toEqual(pages.sort());
});
