export { collisions } from './collisions';
export { LANGUAGE_DATA, SOURCES, type KeywordEntry, type LanguageData, type Source } from './data';
export { createDetector, detect, type Detector } from './detect';
export { isBuiltInOptOut } from './lookup';
export { knownLanguage, LANGUAGES, type Language } from './languages';
export { normalise } from './normalise';
export type { DetectOptions, Detection, KeywordAction, NaturalLanguageMode } from './types';
