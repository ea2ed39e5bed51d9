export type KeywordAction = 'opt_in' | 'opt_out' | 'help';

/** How a likely opt-out in plain language is treated: ignored, asked about, or acted on. */
export type NaturalLanguageMode = 'off' | 'ask' | 'act';

export interface DetectOptions {
	/** BCP 47 codes of the languages to listen for. All when missing or empty; then one- and two-letter words do not count. */
	languages?: readonly string[];
	/** Default `ask`. */
	naturalLanguage?: NaturalLanguageMode;
	/** The operator's own words and phrases, on top of the built-in ones. */
	optOutKeywords?: readonly string[];
	optInKeywords?: readonly string[];
	helpKeywords?: readonly string[];
}

export interface Detection {
	action: KeywordAction | 'opt_out_likely';
	/** `exact`: the whole message is a keyword. `natural`: a rule recognised a plain-language request. */
	layer: 'exact' | 'natural';
	/** A yes-word: an opt-in only as an answer to an invitation, or while a double opt-in is pending. */
	affirmative?: true;
	/** The same word cancels an order: offer that reading when confirming. */
	orderAmbiguous?: true;
	/** The keyword in its display form. */
	keyword?: string;
	/** BCP 47 code of the language the keyword or rule belongs to; missing for the operator's own keywords. */
	language?: string;
	/** For the natural layer: what made us think so, in words. */
	because?: string;
}
