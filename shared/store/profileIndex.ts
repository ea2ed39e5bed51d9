import type { IdKey } from '../identity';
import { hash } from './keys';
import type { Keys } from './keys';
import type { Profile } from './types';

const LONGEST_WORD = 40;
const LONGEST_NAME = 80;
const MOST_WORDS = 10;

/** A name as it is searched for: without case, accents and punctuation, so that gomez finds Gómez. */
export function plainText(text: string): string {
	return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
}

/** Words of a name as they are kept and asked for. */
export function wordsOf(text: string): string[] {
	const words = plainText(text).split(' ').filter((word) => word !== '');
	return [...new Set(words.map((word) => word.slice(0, LONGEST_WORD)))].slice(0, MOST_WORDS);
}

/** A name's place in the order of names. */
export function nameOrder(name: string): string {
	return plainText(name).slice(0, LONGEST_NAME);
}

export function attributeName(name: string, value: string): string {
	return hash(JSON.stringify([name, value]));
}

/** Keys under which a contact is found by name, tag and attribute. Each ends with the identifier its profile stands under. */
export function indexKeys(keys: Keys, id: IdKey, { name, tags, attributes }: Pick<Profile, 'name' | 'tags' | 'attributes'>): string[] {
	const { word, name: names, tag, attribute } = keys.spaces;
	const order = name === undefined ? '' : nameOrder(name);
	return [
		...wordsOf(name ?? '').map((text) => `${word}${text}:${id}`),
		...(order === '' ? [] : [`${names}${order}:${id}`]),
		...tags.map((text) => `${tag}${hash(text)}:${id}`),
		...Object.entries(attributes).map(([key, value]) => `${attribute}${attributeName(key, value)}:${id}`),
	];
}

/** All that such a row says stands in its key. */
export const INDEX_ROW = '{"value":1}';

/** The identifier at the end of an index row's key. */
export function idIn(key: string): IdKey {
	return key.slice(key.lastIndexOf(':') + 1);
}
