import { createHash } from 'node:crypto';
import type { PublicTexts } from '../texts';
import type { OfferedList } from './lists';

export interface Wording {
	/** Everything the visitor read before agreeing, in order. */
	shown: string;
	/** The sentence beside the box. */
	consent: string;
	/** Changes with every letter of what was shown. */
	version: string;
}

/** What a visitor reads and agrees to, with its version. */
export function wordingOf(texts: PublicTexts, list: OfferedList): Wording {
	const what = list.description ?? texts.what;
	const shown = [
		texts.title,
		`${texts.whatLabel}: ${what}`,
		`${texts.oftenLabel}: ${texts.often}`,
		`${texts.stopLabel}: ${texts.stop}`,
		`☑ ${texts.consent}`,
	].join('\n');
	return { shown, consent: texts.consent, version: createHash('sha256').update(shown).digest('hex').slice(0, 16) };
}
