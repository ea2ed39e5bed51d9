import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../../support/root';

interface Example {
	nodes: Array<{ name: string; type: string; parameters: { templates?: { template?: Array<{ for: string; quickReplies?: number }> } } }>;
}

const files = readdirSync(join(ROOT, 'examples')).filter((name) => name.endsWith('.json'));
const asking = files.flatMap((file) => {
	const { nodes } = JSON.parse(readFileSync(join(ROOT, 'examples', file), 'utf8')) as Example;
	return nodes.flatMap(({ parameters }) => (parameters.templates?.template ?? []).filter((template) => template.for === 'confirm_opt_in').map((template) => [file, template] as const));
});

it('more than one example asks people to confirm', () => expect(asking.length).toBeGreaterThan(1));

it.each(asking)('%s asks with a button whose tap is heard as a yes', (_, { quickReplies }) => {
	expect(quickReplies).toBe(1);
});
