import type { ConsentStore } from '../store/types';

/** Room for people under the number's messaging limit. */
export interface MessagingLimit {
	/** Takes room for up to so many more people. @returns for how many there was any */
	take(wanted: number): Promise<number>;
	/** Nothing was sent to so many after all. */
	giveBack(count: number): void;
	/** Gives the store back what was not used. */
	end(): Promise<void>;
}

/**
 * Meta counts the people a portfolio writes to first within 24 hours. Workers take room in the store before they send, a turn's worth at
 * a time, so that together they never pass the limit; what a worker that died had taken counts for a day. People written to twice count
 * twice, and what other software sends is not known.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/messaging-limits
 */
export function messagingLimit(store: Pick<ConsentStore, 'takeQuota' | 'giveBackQuota'>, people: number, phoneNumberId: string): MessagingLimit {
	if (people === Infinity) return { take: async (wanted) => wanted, giveBack: () => undefined, end: async () => undefined };
	const name = `messaging-limit:${phoneNumberId}`;
	let unused = 0;
	return {
		take: async (wanted) => {
			if (unused < wanted) unused += await store.takeQuota(name, wanted - unused, people);
			const taken = Math.min(wanted, unused);
			unused -= taken;
			return taken;
		},
		giveBack: (count) => {
			unused += count;
		},
		end: async () => {
			const count = unused;
			unused = 0;
			if (count > 0) await store.giveBackQuota(name, count);
		},
	};
}
