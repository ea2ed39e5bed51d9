import { foldText } from '../normalise';

const SHORTEST_BEGINNING = 2;

/** Which groups have a word that is in the text; a trailing `*` stands for any ending. Of a phrase the first word counts. */
export function wordIndex(groups: ReadonlyArray<readonly string[]>): (text: string) => ReadonlySet<number> {
	const whole = new Map<string, Set<number>>();
	const beginnings = new Map<string, Set<number>>();
	let longest = 0;
	for (const [group, words] of groups.entries()) {
		for (const entry of words) {
			const word = foldText(entry).trim().split(' ')[0] ?? '';
			const isBeginning = word.endsWith('*');
			const key = isBeginning ? word.slice(0, -1) : word;
			const index = isBeginning ? beginnings : whole;
			index.set(key, (index.get(key) ?? new Set()).add(group));
			if (isBeginning) longest = Math.max(longest, key.length);
		}
	}
	return (text) => {
		const found = new Set<number>();
		for (const word of text.trim().split(' ')) {
			for (const group of whole.get(word) ?? []) found.add(group);
			for (let end = SHORTEST_BEGINNING; end <= Math.min(word.length, longest); end++) {
				for (const group of beginnings.get(word.slice(0, end)) ?? []) found.add(group);
			}
		}
		return found;
	};
}
