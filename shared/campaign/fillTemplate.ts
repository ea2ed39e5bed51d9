import { z } from 'zod';
import type { Template } from '../whatsapp';
import { buildPayload } from '../whatsapp';
import { stopButtons } from './wayToStop';
import type { TemplateValues } from './types';

export type Filled = { components: object[] } | { problem: string };

const buttonsShape = z.object({
	type: z.string().transform((type) => type.toUpperCase()).pipe(z.literal('BUTTONS')),
	buttons: z.array(z.object({ type: z.string() }).catch({ type: '' })),
});

const MEDIA = new Set(['IMAGE', 'VIDEO', 'DOCUMENT']);

/**
 * Puts a person's values into the template's places, and counts them against the template before anything is sent. Without a template
 * (it could not be looked up) the values are taken as they are.
 */
export function fillTemplate(template: Template | undefined, values: TemplateValues): Filled {
	const { body = [], header = '', buttons = [] } = values;
	const problem = emptyValue('body variable', body) ?? emptyValue('button variable', buttons) ?? (template && mismatch(template, body, header, buttons));
	if (problem !== undefined) return { problem };
	return {
		components: [
			...(header === '' ? [] : [{ type: 'header', parameters: [headerParameter(template?.headerFormat, template?.headerParameters[0], header)] }]),
			...(body.length === 0 ? [] : [{ type: 'body', parameters: body.map((text, index) => textParameter(text, template?.bodyParameters[index])) }]),
			...buttons.map((text, index) => buttonParameter(template, template?.buttonParameters[index] ?? index, text)),
			...(template === undefined ? [] : stopButtons(template).map(({ index }) => stopButton(index))),
		],
	};
}

function emptyValue(what: string, values: string[]): string | undefined {
	const index = values.findIndex((value) => value.trim() === '');
	return index < 0 ? undefined : `The ${what} ${index + 1} is empty.`;
}

function mismatch(template: Template, body: string[], header: string, buttons: string[]): string | undefined {
	const { name, bodyParameters, headerParameters, buttonParameters, headerFormat } = template;
	const media = headerFormat !== undefined && headerFormat !== 'TEXT';
	if (media && !MEDIA.has(headerFormat)) return `The template “${name}” has a header of the kind ${headerFormat}, which this sender can't fill.`;
	const counts: Array<[string, number, number]> = [
		['variables in its body', bodyParameters.length, body.length],
		['variables in its header', media ? 1 : headerParameters.length, header === '' ? 0 : 1],
		['buttons with a variable', buttonParameters.length, buttons.length],
	];
	const wrong = counts.find(([, wanted, given]) => wanted !== given);
	return wrong && `The template “${name}” has ${wrong[1]} ${wrong[0]}, and ${wrong[2]} ${wrong[2] === 1 ? 'value is' : 'values are'} given.`;
}

/** Numbered variables go by their order alone, named ones by their name. */
function textParameter(text: string, name: string | undefined): object {
	return { type: 'text', text, ...(name !== undefined && !/^\d+$/.test(name) && { parameter_name: name }) };
}

function headerParameter(format: string | undefined, name: string | undefined, value: string): object {
	const kind = format?.toLowerCase();
	return kind === undefined || kind === 'text' ? textParameter(value, name) : { type: kind, [kind]: { link: value } };
}

function buttonParameter(template: Template | undefined, index: number, text: string): object {
	const coupon = buttonType(template, index) === 'COPY_CODE';
	const parameter = coupon ? { type: 'coupon_code', coupon_code: text } : { type: 'text', text };
	return { type: 'button', sub_type: coupon ? 'copy_code' : 'url', index: String(index), parameters: [parameter] };
}

/** With a payload of our own a tap is understood in every language; without, by the button's label alone. */
function stopButton(index: number): object {
	return { type: 'button', sub_type: 'quick_reply', index: String(index), parameters: [{ type: 'payload', payload: buildPayload({ verb: 'optout', lists: ['*'] }) }] };
}

function buttonType(template: Template | undefined, index: number): string | undefined {
	for (const component of template?.components ?? []) {
		const read = buttonsShape.safeParse(component);
		if (read.success) return read.data.buttons[index]?.type.toUpperCase();
	}
	return undefined;
}
