import { promotionIn } from '../promotion';
import { LIMITS, tooLong } from './limits';
import { PLACEHOLDERS, unknownPlaceholders } from './placeholders';
import { BUTTON_KEYS, MESSAGE_KEYS, WORDING_KEYS, type OwnWordings, type WordingKey } from './types';

export interface Findings {
	/** What must be put right before anything is sent, in the operator's words. */
	problems: string[];
	/** What may turn a confirmation into marketing. */
	warnings: string[];
}

const isWordingKey = (key: string): key is WordingKey => (WORDING_KEYS as readonly string[]).includes(key);
const isButton = (key: WordingKey) => (BUTTON_KEYS as readonly string[]).includes(key);
const isMessage = (key: WordingKey) => (MESSAGE_KEYS as readonly string[]).includes(key);
/** These always carry buttons, which leaves less room. */
const WITH_BUTTONS: ReadonlySet<WordingKey> = new Set(['opt_out_likely', 'confirm_opt_in', 'opt_out_lists']);

/** Explains every word in braces that is no placeholder. */
export function placeholderProblems(what: string, text: string): string[] {
	const known = PLACEHOLDERS.map((placeholder) => `{${placeholder}}`).join(', ');
	return unknownPlaceholders(text).map((word) => `${what} has “${word}”, which is no placeholder. Use one of ${known}.`);
}

function checkText(key: WordingKey, language: string, text: string): Findings {
	const what = `The text “${key}”${language === '*' ? '' : ` (${language})`}`;
	const limit = isButton(key) ? LIMITS.buttonLabel : WITH_BUTTONS.has(key) ? LIMITS.textWithButtons : LIMITS.text;
	const length = tooLong(what, text.trim(), limit, WITH_BUTTONS.has(key) ? 'with buttons WhatsApp takes' : undefined);
	return {
		problems: [...placeholderProblems(what, text), ...(length === undefined ? [] : [length])],
		warnings: isMessage(key)
			? promotionIn(text).map((found) => `${what} has ${found}. A confirmation with promotion in it counts as marketing, and goes to people who may just have opted out. Take it out.`)
			: [],
	};
}

/** Checks the operator's own wordings: unknown keys and placeholders, lengths, promotion. Empty texts fall back and are fine. */
export function checkWordings(own: OwnWordings): Findings {
	const findings: Findings = { problems: [], warnings: [] };
	for (const [key, texts] of Object.entries(own)) {
		if (!isWordingKey(key)) {
			findings.problems.push(`There is no text called “${key}”. Use one of ${WORDING_KEYS.join(', ')}.`);
			continue;
		}
		for (const [language, text] of Object.entries(texts)) {
			const { problems, warnings } = checkText(key, language, text);
			findings.problems.push(...problems);
			findings.warnings.push(...warnings);
		}
	}
	return findings;
}
