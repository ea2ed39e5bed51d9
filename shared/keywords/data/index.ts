import { en } from './en';
import { es } from './es';
import { pt } from './pt';
import { fr } from './fr';
import { de } from './de';
import { it } from './it';
import { nl } from './nl';
import { nb } from './nb';
import { ru } from './ru';
import { tr } from './tr';
import { ar } from './ar';
import { he } from './he';
import { hi } from './hi';
import { hiLatn } from './hi-Latn';
import { id } from './id';
import { ms } from './ms';
import { vi } from './vi';
import { zh } from './zh';
import { ko } from './ko';
import { ja } from './ja';
import type { LanguageData } from './types';

/** Every language with its words. The order decides which language a shared word is reported as when none is ticked. */
export const LANGUAGE_DATA: readonly LanguageData[] = [en, es, pt, fr, de, it, nl, nb, ru, tr, ar, he, hi, hiLatn, id, ms, vi, zh, ko, ja];

export { SOURCES } from './sources';
export type { KeywordEntry, LanguageData, Source } from './types';
