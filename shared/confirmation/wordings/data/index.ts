import type { LanguageWordings } from '../types';
import { ar } from './ar';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { fr } from './fr';
import { he } from './he';
import { hi } from './hi';
import { hiLatn } from './hi-Latn';
import { id } from './id';
import { it } from './it';
import { ja } from './ja';
import { ko } from './ko';
import { ms } from './ms';
import { nb } from './nb';
import { nl } from './nl';
import { pt } from './pt';
import { ru } from './ru';
import { tr } from './tr';
import { vi } from './vi';
import { zh } from './zh';

export const ENGLISH = en;

/** The ready-made wordings, in the order in which languages are shown to the operator. */
export const READY_MADE: readonly LanguageWordings[] = [
	en, es, pt, fr, de, it, nl, nb, ru, tr, ar, he, hi, hiLatn, id, ms, vi, zh, ko, ja,
];
