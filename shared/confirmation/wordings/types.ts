/** Everything a confirmation can say. The texts first, then the button labels, then the noun for the default list. */
export const MESSAGE_KEYS = [
	'opt_in',
	/** Opt-in to named lists. */
	'opt_in_lists',
	'opt_out',
	/** Opt-out of named lists; goes out with a button, because the start word leads to the default list, not to these. */
	'opt_out_lists',
	'help',
	'already_opted_in',
	'already_opted_out',
	/** Asks whether a plain-language message was meant as an opt-out. */
	'opt_out_likely',
	/** Asks to confirm a pending opt-in (double opt-in). */
	'confirm_opt_in',
	/** Confirms that nothing at all will be sent any more. No word leads back: only the business lifts a block. */
	'block',
] as const;
export type MessageKey = (typeof MESSAGE_KEYS)[number];

export const BUTTON_KEYS = ['button_stop', 'button_keep', 'button_return', 'button_confirm', 'button_order'] as const;
export type ButtonKey = (typeof BUTTON_KEYS)[number];

/** What `{lists}` says for the default list, or for everything. */
export const NOUN_KEYS = ['marketing'] as const;

export const WORDING_KEYS = [...MESSAGE_KEYS, ...BUTTON_KEYS, ...NOUN_KEYS] as const;
export type WordingKey = (typeof WORDING_KEYS)[number];

/** The words that bring a person back and let them leave, as the keyword detector understands them. */
export interface Words {
	start: string;
	stop: string;
}

export interface LanguageWordings {
	/** BCP 47 */
	code: string;
	words: Words;
	texts: Readonly<Record<WordingKey, string>>;
}

/** The operator's own texts: wording key → language → text. The language `*` stands for all. */
export type OwnWordings = Readonly<Record<string, Readonly<Record<string, string>>>>;
