import { z } from 'zod';

/** What has to be filled in, and what people can tap. */
export interface TemplateParts {
	/** Placeholders of header, body and link buttons together. */
	parameterCount: number;
	/** Names of the placeholders, `1`, `2`… for numbered ones, in the order of appearance. */
	headerParameters: string[];
	bodyParameters: string[];
	/** Positions of buttons whose link ends in a placeholder, and of those that need a code. */
	buttonParameters: number[];
	/** `TEXT`, `IMAGE`, `VIDEO`, `DOCUMENT` or `LOCATION`; all but the first need a parameter of their own. */
	headerFormat?: string;
	/** Labels of its quick-reply buttons, with their positions. */
	quickReplies: Array<{ index: number; label: string }>;
}

const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;
const text = z.string().catch('');

const componentShape = z.object({
	type: text,
	format: z.string().optional().catch(undefined),
	text,
	buttons: z.array(z.object({ type: text, text, url: text }).catch({ type: '', text: '', url: '' })).catch([]),
});

export function templateParts(components: unknown[]): TemplateParts {
	const parts: TemplateParts = { parameterCount: 0, headerParameters: [], bodyParameters: [], buttonParameters: [], quickReplies: [] };
	for (const component of components) {
		const read = componentShape.safeParse(component);
		if (read.success) addPart(parts, read.data);
	}
	parts.parameterCount = parts.headerParameters.length + parts.bodyParameters.length + parts.buttonParameters.length;
	return parts;
}

function addPart(parts: TemplateParts, component: z.output<typeof componentShape>): void {
	switch (component.type.toUpperCase()) {
		case 'HEADER':
			parts.headerFormat = component.format?.toUpperCase() ?? 'TEXT';
			parts.headerParameters = placeholders(component.text);
			break;
		case 'BODY':
			parts.bodyParameters = placeholders(component.text);
			break;
		case 'BUTTONS':
			for (const [index, button] of component.buttons.entries()) {
				const type = button.type.toUpperCase();
				if (type === 'QUICK_REPLY') parts.quickReplies.push({ index, label: button.text });
				if ((type === 'URL' && placeholders(button.url).length > 0) || type === 'OTP' || type === 'COPY_CODE') parts.buttonParameters.push(index);
			}
			break;
	}
}

function placeholders(written: string): string[] {
	return [...new Set([...written.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''))];
}
