import type { IdKey } from '../identity';
import type { Backend, Insert } from './backend';
import { toRow } from './rows';
import { countedRow, reservedId, sentSchema } from './sends';
import type { Sends } from './sends';
import type { Reserved, SendReservation, SendsBeside } from './types';

/**
 * Places under frequency caps, taken before a message is sent. Each is written first and then looked at beside all others: of two
 * workers at the same moment at least one sees the other, so a cap can't be passed by both. The place ends when the message is noted as
 * sent, or is given back; what a worker that died leaves behind counts as sent, since it may have been.
 */
export class Reservations {
	constructor(
		private readonly backend: Backend,
		private readonly sends: Sends,
	) {}

	/** @param people all identifiers of each reservation's person @param list also counted on its own */
	async take(reservations: SendReservation[], people: IdKey[][], list: string | undefined, now: number): Promise<SendsBeside[]> {
		const inserts = new Map<string, Insert>();
		for (const { key, ...about } of reservations) {
			const [message = '', ...counted] = this.sends.reservedKeys({ key, contact: about.contact });
			const counts = countedRow(about, about.purpose);
			inserts.set(message, { key: message, value: toRow(sentSchema.parse({ ...about, messageId: reservedId(key) })) });
			for (const row of counted) inserts.set(row, { key: row, value: counts });
		}
		if (inserts.size > 0) await this.backend.commit({ inserts: [...inserts.values()] });
		const own = reservations.map(({ key }) => this.sends.reservedName(key));
		const rows = await this.sends.rowsOf(people);
		return rows.map((all, index) => {
			const mine = own[index] ?? '';
			const count = (counts: (message: string, reserved: boolean) => boolean) =>
				this.sends.count(all, list, now, (message, reservedFor) => message !== mine && counts(message, reservedFor !== undefined));
			return { sent: count((_, reserved) => !reserved), ahead: count((message, reserved) => !reserved || message < mine), all: count(() => true) };
		});
	}

	async release(reserved: Reserved[]): Promise<void> {
		const deletes = new Set(reserved.flatMap((one) => this.sends.reservedKeys(one)));
		if (deletes.size > 0) await this.backend.commit({ deletes: [...deletes] });
	}
}
