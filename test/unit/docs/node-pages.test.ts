import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';

import { pageOf } from '../../../nodes/common/docs';
import { understandingFields } from '../../../nodes/WhatsAppConsentTrigger/understandingFields';
import { ROOT } from '../../support/root';
import { NODES } from '../nodes/support';

const pageAt = (type: string): string => readFileSync(join(ROOT, pageOf({ type }).split('/blob/main/')[1] ?? ''), 'utf8');

/** What an operator sees at once or adds as an option; rows inside those are told with them. */
const shown = (property: INodeProperties): INodeProperties[] => (property.type === 'collection' ? ((property.options ?? []) as INodeProperties[]) : [property]);

const ofTheTrigger = new Set(understandingFields.map(({ displayName }) => displayName));

it.each(NODES.map(({ description }) => [description.displayName, description] as const))('the page of %s names all its parameters, options, operations and outputs', (_, { name, properties, outputNames = [] }) => {
	const parameters = properties.filter(({ type }) => type !== 'notice').flatMap(shown).map(({ displayName }) => displayName);
	const operations = properties.filter((property) => property.name === 'operation').flatMap(({ options = [] }) => options.map((option) => option.name));
	// Record Message has the trigger's parameters, and its page says so.
	const told = parameters.filter((parameter) => !(name === 'consentWrite' && ofTheTrigger.has(parameter)) && !['Operation', 'Resource'].includes(parameter));
	const page = pageAt(name);
	expect([...new Set([...told, ...operations, ...outputNames])].filter((one) => !page.includes(one))).toEqual([]);
});
