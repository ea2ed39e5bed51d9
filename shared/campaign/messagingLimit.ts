import { z } from 'zod';
import type { ConsentStore } from '../store/types';

/** How many more people may be written to under the number's messaging limit. */
export interface MessagingLimit {
	left(): number;
	/** Somebody is written to. */
	use(): void;
	/** Nothing was sent to them after all. */
	giveBack(): void;
	/** Tells the store, for runs to come. */
	save(): Promise<void>;
}

const HOUR_MS = 3600 * 1000;
const HOURS = 24;

const usedShape = z.record(z.number().int().nonnegative()).catch({});

/**
 * Meta counts the people a portfolio writes to first within 24 hours; what this package's campaigns sent is known by the hour. Meant for
 * stopping in time, not for accounting: people written to twice count twice, and workers that end at the same moment may count less.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messaging-limits
 */
export async function messagingLimit(
	store: Pick<ConsentStore, 'cache' | 'cached'>,
	people: number,
	phoneNumberId: string,
	now: () => number,
): Promise<MessagingLimit> {
	const key = `sent-by-hour:${phoneNumberId}`;
	const read = async (): Promise<Record<string, number>> => {
		const oldest = Math.floor(now() / HOUR_MS) - HOURS;
		const kept = Object.entries(usedShape.parse((await store.cached(key))?.value ?? {}));
		return Object.fromEntries(kept.filter(([hour]) => Number(hour) >= oldest));
	};
	const before = people === Infinity ? 0 : Object.values(await read()).reduce((sum, count) => sum + count, 0);
	let used = 0;
	let saved = 0;
	return {
		left: () => people - before - used,
		use: () => {
			used++;
		},
		giveBack: () => {
			used--;
		},
		save: async () => {
			if (used === saved) return;
			const hours = await read();
			const hour = String(Math.floor(now() / HOUR_MS));
			hours[hour] = Math.max(0, (hours[hour] ?? 0) + used - saved);
			saved = used;
			await store.cache(key, hours);
		},
	};
}
