import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { CallResult, Template, TemplatePage, WhatsAppClient } from '../../shared/whatsapp';
import { clientOf } from './connections';
import { ACCOUNT_FIELDS, withLink } from './docs';
import { located } from './located';
import { needsCredential } from './needsCredential';

/** Templates of the account at Meta, by name; a page of Meta's answer at a time. */
export async function searchTemplates(this: ILoadOptionsFunctions, filter?: string, paginationToken?: string): Promise<INodeListSearchResult> {
	const client = await clientAt(this);
	const { templates, cursor } = known(this, await client.templates(filter?.trim().toLowerCase(), paginationToken));
	const byName = new Map<string, Template[]>();
	for (const template of templates) byName.set(template.name, [...(byName.get(template.name) ?? []), template]);
	const results = [...byName].map(([name, versions]) => ({ name: `${name} (${aboutAll(versions)})`, value: name }));
	return { results, ...(cursor === undefined ? {} : { paginationToken: cursor }) };
}

/** Languages that the chosen template exists in. */
export async function searchTemplateLanguages(this: ILoadOptionsFunctions, filter = ''): Promise<INodeListSearchResult> {
	const name = String(located(this.getCurrentNodeParameter('templateName')) ?? '').trim();
	if (name === '' || name.startsWith('=')) return { results: [] };
	const client = await clientAt(this);
	const { templates } = known(this, await client.templates(name));
	const sought = filter.trim().toLowerCase();
	const results = templates
		.filter((template) => template.name === name)
		.map((template) => ({ name: `${languageName(template.language)} (${[template.language, ...unusual(template)].join(', ')})`, value: template.language }))
		.filter((result) => result.name.toLowerCase().includes(sought));
	return { results };
}

async function clientAt(functions: ILoadOptionsFunctions): Promise<WhatsAppClient> {
	needsCredential(functions, 'whatsAppConsentApi', 'WhatsApp Account');
	return await clientOf(functions);
}

function aboutAll(versions: Template[]): string {
	const categories = [...new Set(versions.map(({ gateCategory }) => gateCategory))].join('/');
	const languages = versions.map((version) => [version.language, ...unusual(version)].join(' ')).join(', ');
	return `${categories}: ${languages}`;
}

/** Templates can be sent only while they are approved, so any other standing is worth a word. */
function unusual({ status }: Template): string[] {
	return status === 'APPROVED' ? [] : [status.toLowerCase().replaceAll('_', ' ')];
}

function languageName(code: string): string {
	try {
		return new Intl.DisplayNames(['en'], { type: 'language' }).of(code.replaceAll('_', '-')) ?? code;
	} catch {
		return code;
	}
}

function known(functions: ILoadOptionsFunctions, answer: CallResult<TemplatePage>): TemplatePage {
	if (answer.ok) return answer.value;
	throw new NodeOperationError(functions.getNode(), 'Meta did not tell which templates there are', {
		description: withLink(`${answer.meaning} Check the WhatsApp Account credential, or choose By Name and write the name as in WhatsApp Manager.`, ACCOUNT_FIELDS),
	});
}
