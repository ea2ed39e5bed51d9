import { z } from 'zod';
import type { MessageCategory } from '../../consent';
import type { Caller } from './call';
import { templateParts } from './templateParts';
import type { TemplateParts } from './templateParts';
import type { CallProblem, CallResult } from './types';

export interface Template extends TemplateParts {
	id: string;
	name: string;
	/** As Meta writes it, e.g. `en_US`. */
	language: string;
	/** e.g. `APPROVED`, `PAUSED` */
	status: string;
	/** `MARKETING`, `UTILITY` or `AUTHENTICATION` */
	category: string;
	/** The category Meta is about to move it to. */
	correctCategory?: string;
	/** The stricter of the two; `marketing` for one that is not known. */
	gateCategory: MessageCategory;
	components: unknown[];
}

export interface TemplatePage {
	templates: Template[];
	/** Handed to the next call; missing on the last page. */
	cursor?: string;
}

export interface TemplateReader {
	/** One template in one language; the same problem as a send of it (132001) when there is none. */
	template(name: string, language: string): Promise<CallResult<Template>>;
	/** Templates whose name contains the search, page by page. */
	templates(search?: string, cursor?: string): Promise<CallResult<TemplatePage>>;
}

const FIELDS = 'id,name,language,status,category,correct_category,components,parameter_format';
const PAGE = '100';
/** A name in all its languages is on one page; more come only with names that contain it. */
const MOST_PAGES = 20;

const templateShape = z.object({
	id: z.union([z.string(), z.number()]).transform(String),
	name: z.string(),
	language: z.string(),
	status: z.string().catch('UNKNOWN'),
	category: z.string().catch('UNKNOWN'),
	correct_category: z.string().optional().catch(undefined),
	components: z.array(z.unknown()).catch([]),
});

const pageShape = z.object({
	data: z.array(templateShape),
	paging: z
		.object({ cursors: z.object({ after: z.string().optional() }).optional(), next: z.string().optional() })
		.optional()
		.catch(undefined),
});

export function templateReader(call: Caller, businessAccountId: string): TemplateReader {
	const templates: TemplateReader['templates'] = async (search, cursor) => {
		const query: Record<string, string> = { fields: FIELDS, limit: PAGE };
		if (search !== undefined && search !== '') query.name = search;
		if (cursor !== undefined) query.after = cursor;
		const page = await call({ method: 'GET', path: `${encodeURIComponent(businessAccountId)}/message_templates`, query, answer: pageShape });
		if (!page.ok) return page;
		const { data, paging } = page.value;
		const next = paging?.next === undefined ? undefined : paging.cursors?.after;
		return { ok: true, value: { templates: data.map(templateOf), ...(next !== undefined && { cursor: next }) } };
	};

	return {
		templates,
		template: async (name, language) => {
			let cursor: string | undefined;
			const languages = new Set<string>();
			for (let page = 0; page < MOST_PAGES; page++) {
				const found = await templates(name, cursor);
				if (!found.ok) return found;
				const named = found.value.templates.filter((template) => template.name === name);
				const match = named.find((template) => sameLanguage(template.language, language));
				if (match !== undefined) return { ok: true, value: match };
				for (const template of named) languages.add(template.language);
				cursor = found.value.cursor;
				if (cursor === undefined) break;
			}
			return notFound(name, language, [...languages]);
		},
	};
}

function notFound(name: string, language: string, languages: string[]): CallProblem {
	const others = languages.length > 0 ? ` It exists in ${languages.join(', ')}.` : '';
	return { ok: false, code: 132001, meaning: 'The template does not exist in this language.', action: 'stop', detail: `There is no template “${name}” in ${language}.${others}` };
}

function templateOf(shape: z.output<typeof templateShape>): Template {
	const { correct_category: correctCategory, ...rest } = shape;
	return {
		...rest,
		...(correctCategory !== undefined && { correctCategory }),
		gateCategory: strictest(shape.category, correctCategory),
		...templateParts(shape.components),
	};
}

/** Webhooks write `en-US` where lists and sends write `en_US`. */
function sameLanguage(a: string, b: string): boolean {
	return a.replace('-', '_').toLowerCase() === b.replace('-', '_').toLowerCase();
}

/**
 * The category to judge by while Meta is moving a template: the stricter of the one in force and the announced one. What is not known
 * counts as marketing.
 */
export function strictest(...categories: Array<string | undefined>): MessageCategory {
	const known = categories.flatMap((category) => category?.toUpperCase() ?? []);
	if (known.length > 0 && known.every((category) => category === 'AUTHENTICATION')) return 'authentication';
	return known.length > 0 && known.every((category) => category === 'UTILITY' || category === 'AUTHENTICATION') ? 'utility' : 'marketing';
}
