import { normalise } from '../normalise';
import { isStretched, squeezed, within } from './distance';

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];

/** Words of their own, one slip away from a keyword. Some mean the opposite. */
const REAL_WORDS = new Set([
	'atop', 'shop', 'step', 'stops', 'stopped', 'stoop', 'spot', 'top', 'quiet', 'quite', 'suit', 'remote', 'removal', 'removed', 'removes', 'invoke', 'revoked', 'cancels', 'canceled', 'cancelled', 'cancer', 'subscribe', 'resubscribe',
	'algo', 'auto', 'bajo', 'pasta', 'vasta', 'pasar', 'para', 'salid', 'cancela', 'cancelan', 'cancelas', 'cancele', 'canceles', 'cancelo', 'mover',
	'anmelden', 'anmeldung', 'aanmelden', 'inschrijven', 'inscription', 'reabonner', 'recadastrar', 'подписка',
]);

function place(letter: string): readonly [number, number] | undefined {
	for (const [row, letters] of ROWS.entries()) {
		const column = letters.indexOf(letter);
		if (column !== -1) return [row, column + row / 2];
	}
	return undefined;
}

function areNeighbours(a: string, b: string): boolean {
	const [from, to] = [place(a), place(b)];
	return from !== undefined && to !== undefined && Math.abs(from[0] - to[0]) <= 1 && Math.abs(from[1] - to[1]) <= 1;
}

/** A slip of the finger in a short word: two letters swapped, a neighbouring key hit instead or as well. */
function isSlip(typed: string, meant: string): boolean {
	if (!within(typed, meant, 1)) return false;
	if (typed.length < meant.length) return false;
	const at = [...typed].findIndex((letter, n) => letter !== meant[n]);
	const letter = typed[at] ?? '';
	if (typed.length > meant.length) return [typed[at - 1], typed[at + 1]].some((other) => other === letter || (other !== undefined && areNeighbours(letter, other)));
	const swapped = letter === meant[at + 1] && typed[at + 1] === meant[at];
	return swapped || areNeighbours(letter, meant[at] ?? '');
}

function isMisspelling(typed: string, meant: string): boolean {
	if (isStretched(typed) && squeezed(typed) === squeezed(meant)) return true;
	if (meant.length < 4) return false;
	if (meant.length < 6) return isSlip(typed, meant);
	if (typed[0] !== meant[0]) return false;
	return within(typed, meant, meant.length >= 10 ? 2 : 1);
}

/** The keyword that a message of one misspelt or stretched word was meant to be. */
export function misspeltKeyword(text: string, keywords: Iterable<string>): string | undefined {
	if (text.length > 200) return undefined;
	const typed = normalise(text);
	if (typed === '' || typed.includes(' ') || typed.length > 40 || REAL_WORDS.has(typed)) return undefined;
	for (const keyword of keywords) {
		if (!keyword.includes(' ') && isMisspelling(typed, keyword)) return keyword;
	}
	return undefined;
}
