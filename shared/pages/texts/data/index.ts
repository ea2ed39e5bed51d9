import type { LanguageTexts } from '../types';
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

/** The languages of the public pages: those whose keywords are known. */
export const PUBLIC_LANGUAGES: readonly LanguageTexts[] = [
	ar,
	de,
	en,
	es,
	fr,
	he,
	hi,
	hiLatn,
	id,
	it,
	ja,
	ko,
	ms,
	nb,
	nl,
	pt,
	ru,
	tr,
	vi,
	zh,
];
