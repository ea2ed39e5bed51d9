import type { ConfirmationSettings, MessageChoice } from './types';
import { checkWordings, chooseText, equalLabels, placeholderProblems, READY_MADE, usesPlaceholder, type Findings, type OwnWordings } from './wordings';

/** Buttons that can stand under one message together. */
const TOGETHER = [['button_stop', 'button_keep'], ['button_return', 'button_order'], ['button_stop', 'button_return']] as const;

/** Everything that can be known to be wrong, or unwise, before the first item. Read once per run. */
export function checkConfirmationSettings(settings: ConfirmationSettings): Findings {
	const wordings = checkWordings(settings.wordings ?? {});
	const problems = [...wordings.problems, ...templateProblems(settings)];
	if (settings.businessName.trim() === '') {
		problems.push('The business name is empty. Confirmations have to say who writes; fill it in.');
	}
	problems.push(...labelProblems(settings.wordings));
	const age = settings.optOutMaxAgeMs;
	if (age !== undefined && !(age >= 0)) problems.push('The longest age of an opt-out must be 0 or more.');
	return { problems: [...new Set(problems)], warnings: [...wordings.warnings, ...unnamedBusiness(settings), ...deafButtons(settings)] };
}

/** Each label may be fine by itself and the same as its neighbour's, the operator's or a ready-made one. */
function labelProblems(own: OwnWordings | undefined): string[] {
	if (own === undefined) return [];
	const languages = new Set([...READY_MADE.map(({ code }) => code), ...Object.values(own).flatMap((texts) => Object.keys(texts))]);
	return [...languages].flatMap((language) => TOGETHER.flatMap((labels) => equalLabels(labels.map((label) => chooseText(label, language, own).text))));
}

function templateProblems({ messages = {} }: ConfirmationSettings): string[] {
	return Object.entries(messages).flatMap(([choice, message]: [string, MessageChoice | undefined]) => {
		const template = message?.template;
		if (template === undefined) return message?.form === 'template' ? [`“${choice}” is to go out as a template, but none is named. Name one, or choose text.`] : [];
		const what = `The template for “${choice}”`;
		const { parameters = [], parameterNames } = template;
		return [
			...(template.name.trim() === '' ? [`${what} has no name.`] : []),
			...(template.languages.length === 0 ? [`${what} has no language. Name the languages it is approved in, such as en_US.`] : []),
			...(parameterNames !== undefined && parameterNames.length !== parameters.length ? [`${what} has ${parameters.length} values for ${parameterNames.length} named variables.`] : []),
			...parameters.flatMap((text) => placeholderProblems(what, text)),
		];
	});
}

/** A tap on a button that is not ours never opts anybody in, so the one question that asks for a yes would get none. */
function deafButtons({ messages = {} }: ConfirmationSettings): string[] {
	const { template } = messages.confirm_opt_in ?? {};
	if (template === undefined || (template.quickReplies ?? 0) > 0) return [];
	return ['No button of the template for “confirm_opt_in” carries our answer: a tap on one confirms nothing, people have to write YES. If its first button says yes, set Answer Buttons to 1.'];
}

function unnamedBusiness({ wordings = {}, businessName }: ConfirmationSettings): string[] {
	return (['opt_in', 'opt_out'] as const).flatMap((key) =>
		Object.entries(wordings[key] ?? {})
			.filter(([, text]) => text.trim() !== '' && !usesPlaceholder(text, 'business') && !text.includes(businessName))
			.map(([language]) => `The text “${key}”${language === '*' ? '' : ` (${language})`} does not say who writes. Add {business}.`),
	);
}
