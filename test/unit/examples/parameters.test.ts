import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';

import { ROOT } from '../../support/root';
import { allProperties, NODES } from '../nodes/support';

const OURS = 'n8n-nodes-whatsapp-consent.';
const files = readdirSync(join(ROOT, 'examples')).filter((name) => name.endsWith('.json'));

/** Every name that stands anywhere in the parameters, but for what n8n adds to a chosen value. */
function namesIn(value: unknown): string[] {
	if (Array.isArray(value)) return value.flatMap(namesIn);
	if (typeof value !== 'object' || value === null) return [];
	if ('__rl' in value) return [];
	return Object.entries(value).flatMap(([name, inner]) => [name, ...namesIn(inner)]);
}

it.each(files)('%s sets nothing on our nodes that they do not have', (file) => {
	const { nodes } = JSON.parse(readFileSync(join(ROOT, 'examples', file), 'utf8')) as { nodes: INode[] };
	for (const { name, type, typeVersion, parameters } of nodes.filter((node) => node.type.startsWith(OURS))) {
		const description = NODES.find((node) => `${OURS}${node.description.name}` === type)?.description;
		const known = description === undefined ? [] : allProperties(description).flatMap((property) => [property.name, ...(property.options ?? []).map((option) => option.name)]);
		expect([name, namesIn(parameters).filter((one) => !known.includes(one))]).toEqual([name, []]);
		expect([description?.version].flat()).toContain(typeVersion);
	}
});
