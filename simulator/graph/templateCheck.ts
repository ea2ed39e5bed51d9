import { componentOf, placeholdersOf, type Template, type TemplateComponent } from '../world/templates';
import { GraphError } from './errors';
import type { SentComponent, SentTemplate } from './sendShape';

/** Throws what Meta answers when a send does not fit its template. */
export function checkTemplate(template: Template | undefined, sent: SentTemplate): asserts template is Template {
	const asked = `template name (${sent.name}) does not exist in ${sent.language.code}`;
	if (!template) throw new GraphError(132001, asked);
	if (template.status === 'PAUSED') throw new GraphError(132015, `template ${template.name} is paused`);
	if (template.status === 'DISABLED') throw new GraphError(132016, `template ${template.name} is disabled`);
	if (template.status !== 'APPROVED') throw new GraphError(132001, asked);
	for (const part of ['HEADER', 'BODY'] as const) checkParameters(template, part, sent.components ?? []);
	checkButtons(template, sent.components ?? []);
}

function checkParameters(template: Template, part: 'HEADER' | 'BODY', components: SentComponent[]): void {
	const given = components.find((component) => component.type.toUpperCase() === part)?.parameters ?? [];
	const shape = componentOf(template, part);
	const expected = expectedNames(shape);
	if (given.length !== expected.length) {
		const where = part.toLowerCase();
		throw new GraphError(132000, `${where}: number of localizable_params (${given.length}) does not match the expected number of params (${expected.length})`);
	}
	if (template.parameter_format !== 'NAMED' || isMedia(shape)) return;
	const strange = given.find((parameter) => !expected.includes(parameter.parameter_name ?? ''));
	if (strange) throw new GraphError(132012, `${part.toLowerCase()}: parameter_name ${strange.parameter_name ?? 'is missing'}; expected ${expected.join(', ')}`);
}

const isMedia = (shape: TemplateComponent | undefined): boolean => shape?.format !== undefined && shape.format.toUpperCase() !== 'TEXT';

const expectedNames = (shape: TemplateComponent | undefined): string[] => (isMedia(shape) ? ['media'] : placeholdersOf(shape?.text));

function checkButtons(template: Template, components: SentComponent[]): void {
	const buttons = componentOf(template, 'BUTTONS')?.buttons ?? [];
	const given = components.filter((component) => component.type.toUpperCase() === 'BUTTON');
	for (const component of given) {
		const button = buttons[Number(component.index)];
		if (!button) throw new GraphError(131009, `buttons: template has no button at index ${String(component.index)}`);
		if (button.type.toUpperCase() !== component.sub_type?.toUpperCase()) {
			throw new GraphError(132012, `buttons: button at index ${String(component.index)} is of type ${button.type}, not ${String(component.sub_type)}`);
		}
	}
	buttons.forEach((button, index) => {
		if (placeholdersOf(button.url).length === 0 || given.some((component) => Number(component.index) === index)) return;
		throw new GraphError(131008, `buttons: Button at index ${index} of type Url requires a parameter`);
	});
}
