export { checkWordings, placeholderProblems, type Findings } from './check';
export { chooseText, wordsFor, type ChosenText } from './choose';
export { READY_MADE } from './data';
export { languageOfLabel } from './labels';
export { equalLabels, labelProblems, LIMITS, tooLong } from './limits';
export { fill, oneLine, PLACEHOLDERS, unknownPlaceholders, usesPlaceholder, type Placeholder, type PlaceholderValues } from './placeholders';
export {
	BUTTON_KEYS,
	MESSAGE_KEYS,
	WORDING_KEYS,
	type ButtonKey,
	type LanguageWordings,
	type MessageKey,
	type OwnWordings,
	type WordingKey,
	type Words,
} from './types';
