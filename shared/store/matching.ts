import { isUserId } from '../identity';
import { plainText } from './profileIndex';
import type { ContactFilter, ContactRecord } from './types';

/** What can be told before profiles are read. */
export function standingMatches(record: Omit<ContactRecord, 'tags' | 'attributes'>, filter: ContactFilter): boolean {
	if (filter.status !== undefined && record.status !== filter.status) return false;
	if (filter.list !== undefined) {
		const list = Object.hasOwn(record.lists, filter.list) ? record.lists[filter.list] : undefined;
		if (list === undefined || (filter.listStatus !== undefined && list.status !== filter.listStatus)) return false;
	}
	if (filter.unlinked !== undefined && filter.unlinked !== (record.phone === undefined && record.waId === undefined)) return false;
	return optedInWithin(record.optedInAt, filter);
}

export function profileMatches(record: ContactRecord, filter: ContactFilter): boolean {
	if (filter.sort === 'name' && record.name === undefined) return false;
	if (filter.tags?.some((tag) => !record.tags.includes(tag)) === true) return false;
	for (const [name, value] of Object.entries(filter.attributes ?? {})) {
		if (!Object.hasOwn(record.attributes, name) || record.attributes[name] !== value) return false;
	}
	return isFound(record, filter.search) && (filter.where === undefined || filter.where(record));
}

function optedInWithin(optedInAt: string | undefined, { optedInFrom, optedInBefore }: ContactFilter): boolean {
	if (optedInFrom === undefined && optedInBefore === undefined) return true;
	if (optedInAt === undefined) return false;
	const at = Date.parse(optedInAt);
	return at >= (optedInFrom ?? -Infinity) && at < (optedInBefore ?? Infinity);
}

function isFound(record: ContactRecord, search: string | undefined): boolean {
	const wanted = search?.trim().toLowerCase() ?? '';
	if (wanted === '') return true;
	const texts = [record.name, record.phone, record.waId, record.userId].filter((text) => text !== undefined);
	if (texts.some((text) => text.toLowerCase().includes(wanted))) return true;
	const plain = plainText(wanted);
	if (record.name !== undefined && plain !== '' && plainText(record.name).includes(plain)) return true;
	const digits = digitsIn(wanted);
	return digits !== undefined && texts.some((text) => !isUserId(text) && text.replace(/\D/g, '').includes(digits));
}

/** Numbers are also found as people write them, at home too: the zero before the area is no part of the number. */
export function digitsIn(search: string): string | undefined {
	const digits = search.trim().replace(/[\s().+/-]/g, '').replace(/^0+/, '');
	return /^\d{3,}$/.test(digits) ? digits : undefined;
}
