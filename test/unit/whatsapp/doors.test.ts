import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseWebhook } from '../../../shared/whatsapp';

interface Fixture {
	name: string;
	body: unknown;
	items: object[];
}

const folder = join(__dirname, 'fixtures');

describe.each(readdirSync(folder))('the door of %s', (file) => {
	const fixtures = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Fixture[];

	it.each(fixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_, { body, items }) => {
		const understood = parseWebhook(body);
		expect(understood).toMatchObject(items);
		expect(understood).toHaveLength(items.length);
		for (const [position, expected] of items.entries()) {
			if (!('action' in expected)) expect(understood[position]).not.toHaveProperty('action');
		}
	});
});
