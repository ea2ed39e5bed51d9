import { DEFAULT_LIST, EVERYTHING } from '../consent';
import { knownLanguage } from '../keywords';
import type { PlannedButtons } from './buttons';
import type { ConfirmationContext, ConfirmationItem, ConfirmationSettings, Content, TemplateChoice } from './types';
import {
	chooseText,
	fill,
	labelProblems,
	languageOfLabel,
	LIMITS,
	oneLine,
	placeholderProblems,
	tooLong,
	wordsFor,
	type MessageKey,
	type PlaceholderValues,
} from './wordings';

export type Composed = { content: Content; wording: { key: MessageKey; language: string } } | { problem: string };

/** The words of one confirmation, in the person's language. */
export class Composer {
	readonly language: string;

	constructor(
		private readonly item: ConfirmationItem,
		private readonly settings: ConfirmationSettings,
		context: ConfirmationContext,
	) {
		this.language = item.language ?? languageOfTap(item, settings) ?? context.language ?? settings.defaultLanguage ?? 'en';
	}

	/** Text, or text with buttons. Buttons that are not required give way to a text too long to carry them. */
	freeForm(key: MessageKey, { buttons, required }: PlannedButtons): Composed {
		const chosen = chooseText(key, this.language, this.settings.wordings);
		const body = this.filled(chosen.text, chosen.language, `The text “${chosen.key}”`);
		if ('problem' in body) return body;
		const wording = { key, language: chosen.language };
		if (buttons.length === 0 || (!required && body.text.length > LIMITS.textWithButtons)) {
			const problem = tooLong(`The text “${chosen.key}”`, body.text, LIMITS.text);
			return problem === undefined ? { content: { type: 'text', body: body.text }, wording } : { problem };
		}
		const titles: string[] = [];
		for (const { label } of buttons) {
			const { text, language } = chooseText(label, this.language, this.settings.wordings);
			const title = this.filled(text, language, `The button label “${label}”`);
			if ('problem' in title) return title;
			titles.push(oneLine(title.text));
		}
		const problem = [tooLong(`The text “${chosen.key}”`, body.text, LIMITS.textWithButtons, 'with buttons WhatsApp takes'), ...labelProblems(titles)].find((found) => found !== undefined);
		if (problem !== undefined) return { problem };
		return { content: { type: 'interactive', body: body.text, buttons: buttons.map(({ id }, index) => ({ id, title: titles[index] ?? '' })) }, wording };
	}

	template(key: MessageKey, template: TemplateChoice, { buttons }: PlannedButtons): Composed {
		const language = closestLanguage(this.language, template.languages);
		if (language === undefined) return { problem: `The template “${template.name}” has no language. Name the languages it is approved in, such as en_US.` };
		const parameters: Array<{ text: string; name?: string }> = [];
		for (const [index, text] of (template.parameters ?? []).entries()) {
			const name = template.parameterNames?.[index];
			const what = `Variable ${name ?? index + 1} of the template “${template.name}”`;
			const value = this.filled(text, language, what);
			if ('problem' in value) return value;
			const line = oneLine(value.text);
			if (line === '') return { problem: `${what} (“${text}”) is empty for this contact, and WhatsApp refuses empty variables. Say what to write instead, such as {name|there}.` };
			parameters.push({ text: line, ...(name !== undefined && { name }) });
		}
		const quickReplies = buttons.slice(0, template.quickReplies ?? 0).map(({ id }) => id);
		return { content: { type: 'template', name: template.name, language, parameters, quickReplies }, wording: { key, language } };
	}

	private filled(text: string, language: string, what: string): { text: string } | { problem: string } {
		const problem = placeholderProblems(what, text)[0];
		return problem === undefined ? { text: fill(text, this.values(language)) } : { problem };
	}

	private values(language: string): PlaceholderValues {
		return {
			name: this.item.name ?? '',
			business: this.settings.businessName,
			keyword: this.item.keyword ?? '',
			lists: this.lists(language),
			...wordsFor(language, this.heard(language)),
		};
	}

	/** Whether somebody listens for this language's own words: it is ticked, or the person was just understood in it. */
	private heard(language: string): boolean {
		const code = knownLanguage(language);
		const { keywordLanguages } = this.settings;
		if (keywordLanguages !== undefined) return keywordLanguages.some((ticked) => knownLanguage(ticked) === code);
		const { door, language: spoken } = this.item;
		return (door === 'keyword' || door === 'natural_language') && spoken !== undefined && knownLanguage(spoken) === code;
	}

	private lists(language: string): string {
		const { listNames = {}, defaultList = DEFAULT_LIST } = this.settings;
		const marketing = chooseText('marketing', language, this.settings.wordings).text;
		if (this.item.lists.includes(EVERYTHING)) return marketing;
		const keys = this.item.lists.length === 0 ? [defaultList] : this.item.lists;
		const names = keys.map((key) => listNames[key] ?? (key === defaultList ? marketing : key));
		return new Intl.ListFormat(localeOf(language), { type: 'conjunction' }).format(names.map(oneLine));
	}
}

function languageOfTap({ door, text }: ConfirmationItem, { wordings }: ConfirmationSettings): string | undefined {
	const tapped = door === 'button' || door === 'interactive';
	return tapped && text !== undefined ? languageOfLabel(text, wordings) : undefined;
}

function localeOf(language: string): string {
	try {
		return Intl.getCanonicalLocales(language.replace(/_/g, '-'))[0] ?? 'en';
	} catch {
		return 'en';
	}
}

function closestLanguage(language: string, approved: readonly string[]): string | undefined {
	const flat = (code: string) => code.toLowerCase().replace(/_/g, '-');
	const base = (code: string) => flat(code).split('-')[0];
	const known = knownLanguage(language);
	return (
		approved.find((code) => flat(code) === flat(language)) ??
		approved.find((code) => known !== undefined && knownLanguage(code) === known) ??
		approved.find((code) => base(code) === base(language)) ??
		approved.find((code) => base(code) === 'en') ??
		approved[0]
	);
}
