import type { LanguageTexts } from '../types';
import { en } from './en';

/** The languages of the public pages, by their own names. */
export const PUBLIC_LANGUAGES: readonly LanguageTexts[] = [en];
