/** Every text of the two public pages. `{business}` and `{list}` are filled in. */
export const TEXT_KEYS = [
	'title',
	'whatLabel',
	'what',
	'oftenLabel',
	'often',
	'stopLabel',
	'stop',
	'consent',
	'name',
	'optional',
	'country',
	'number',
	'submit',
	'language',
	'boxMissing',
	'numberWrong',
	'tooOld',
	'tooMany',
	'thanks',
	'thanksDone',
	'thanksPending',
	'notHere',
	'unavailable',
	'preferences',
	'on',
	'off',
	'waiting',
	'turnOn',
	'turnOff',
	'stopAll',
	'stopAllHint',
	'saved',
	'blocked',
	'platformStop',
	'linkInvalid',
	'linkHelp',
	'history',
	'download',
	'when',
	'happened',
	'optedIn',
	'optedOut',
	'stopLikely',
	'stopLifted',
	'notCounted',
	'marketing',
] as const;
export type TextKey = (typeof TEXT_KEYS)[number];
export type PublicTexts = Readonly<Record<TextKey, string>>;

export interface LanguageTexts {
	/** BCP 47 */
	code: string;
	/** The language's own name. */
	endonym: string;
	rightToLeft?: true;
	texts: PublicTexts;
}
