import { readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';

import manifest from '../../package.json';
import { startN8n, type N8n } from './support/n8n';
import { installedPackage } from './support/package-install';

let n8n: N8n;

beforeAll(async () => {
	n8n = await startN8n();
}, 240_000);

afterAll(async () => await n8n?.stop(), 60_000);

async function served<T>(path: string): Promise<T[]> {
	const { name, value } = n8n.rest.sessionCookie();
	const response = await fetch(`${n8n.baseUrl}${path}`, { headers: { cookie: `${name}=${value}` } });
	return (await response.json()) as T[];
}

const uncapitalised = (word: string) => word.charAt(0).toLowerCase() + word.slice(1);

describe('the package installed as a community package', () => {
	it('offers every registered node under the name that workflows contain', async () => {
		const expected = manifest.n8n.nodes.map((path) => `${manifest.name}.${uncapitalised(basename(path, '.node.js'))}`.toLowerCase());
		const types = await served<{ name: string }>('/types/nodes.json');
		const ours = types.map(({ name }) => name.toLowerCase()).filter((name) => name.startsWith(manifest.name));
		expect(ours).toEqual(expect.arrayContaining(expected));
	});

	it('offers every registered credential', async () => {
		const expected = manifest.n8n.credentials.map((path) => basename(path, '.credentials.js').toLowerCase());
		const types = await served<{ name: string }>('/types/credentials.json');
		const known = new Set(types.map(({ name }) => name.toLowerCase()));
		expect(expected.filter((name) => !known.has(name))).toEqual([]);
	});

	it('serves an icon for every node', async () => {
		const types = await served<{ name: string; iconUrl?: string | { light: string; dark: string } }>('/types/nodes.json');
		const icons = types
			.filter(({ name }) => name.startsWith(`${manifest.name}.`))
			.flatMap(({ iconUrl }) => (typeof iconUrl === 'object' ? [iconUrl.light, iconUrl.dark] : [iconUrl]));
		expect(icons.length).toBeGreaterThanOrEqual(manifest.n8n.nodes.length);
		for (const icon of icons) {
			const response = await fetch(`${n8n.baseUrl}/${icon ?? 'no-icon'}`);
			expect([icon, response.headers.get('content-type')]).toEqual([icon, expect.stringContaining('image/svg+xml')]);
		}
	});

	it('packs nothing that a user of the nodes does not need', () => {
		const { folder } = installedPackage();
		const packed = readdirSync(folder, { recursive: true, withFileTypes: true })
			.filter((entry) => entry.isFile())
			.map((entry) => relative(folder, join(entry.parentPath, entry.name)))
			.filter((path) => !path.startsWith('node_modules/'));
		const wanted = /^(dist\/(nodes|credentials|shared|icons)\/|examples\/|index\.js$|package\.json$|README\.md$|LICENSE\.md$|CHANGELOG\.md$)/;
		expect(packed.filter((path) => !wanted.test(path))).toEqual([]);
		expect(packed).toEqual(expect.arrayContaining(['package.json', 'index.js', 'README.md', ...manifest.n8n.nodes, ...manifest.n8n.credentials]));
	});
});
