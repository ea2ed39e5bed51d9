import type { JsonObject } from '../payloads';

export type TemplateCategory = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';

export type TemplateButton = { type: string; text?: string; url?: string; phone_number?: string };
export type TemplateComponent = { type: string; format?: string; text?: string; buttons?: TemplateButton[] };

/** A template as `GET /{WABA}/message_templates` shows it; (name, language) is its key. */
export type Template = {
	id: string;
	name: string;
	language: string;
	status: string;
	category: TemplateCategory;
	correct_category?: TemplateCategory;
	previous_category?: TemplateCategory;
	parameter_format: 'POSITIONAL' | 'NAMED';
	components: TemplateComponent[];
};

export type TemplateInput = Pick<Template, 'name' | 'language' | 'category'> & Partial<Template>;

const FIRST_ID = 1_100_000_000_000_000;

export class TemplateShelf {
	private readonly templates = new Map<string, Template>();
	private counter = 0;

	/** Adds the template or replaces the one with the same name and language. */
	put(input: TemplateInput): Template {
		const key = keyOf(input.name, input.language);
		const template: Template = {
			status: 'APPROVED',
			parameter_format: 'POSITIONAL',
			components: [{ type: 'BODY', text: input.name }],
			...input,
			id: input.id ?? this.templates.get(key)?.id ?? String(FIRST_ID + ++this.counter),
		};
		this.templates.set(key, template);
		return template;
	}

	get(name: string, language: string): Template | undefined {
		return this.templates.get(keyOf(name, language));
	}

	byId(id: string): Template | undefined {
		return this.list().find((template) => template.id === id);
	}

	/** Without a language: the template in all its languages. Answers how many went. */
	remove(name: string, language?: string): number {
		const gone = this.list().filter((template) => template.name === name && (language === undefined || template.language === language));
		for (const template of gone) this.templates.delete(keyOf(template.name, template.language));
		return gone.length;
	}

	list(): Template[] {
		return [...this.templates.values()];
	}

	clear(): void {
		this.templates.clear();
	}
}

/** The placeholders of a component's text, each once: `['1', '2']` or `['name']`. */
export function placeholdersOf(text: string | undefined): string[] {
	return [...new Set([...(text ?? '').matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map((match) => match[1] ?? ''))];
}

export const componentOf = (template: Template, type: string): TemplateComponent | undefined =>
	template.components.find((component) => component.type.toUpperCase() === type);

/** Only the asked fields, `id` always, as Graph answers `?fields=`. */
export function fieldsOf(template: Template, fields: string[]): JsonObject {
	const all: JsonObject = { ...(template as unknown as JsonObject), quality_score: { score: 'UNKNOWN' } };
	const wanted = fields.length > 0 ? fields : ['name', 'parameter_format', 'components', 'language', 'status', 'category'];
	const shown: JsonObject = {};
	for (const field of wanted) if (all[field] !== undefined) shown[field] = all[field];
	return { ...shown, id: template.id };
}

const keyOf = (name: string, language: string): string => `${name}|${language}`;
