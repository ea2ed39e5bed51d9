import { z } from 'zod';
import { iso } from '../consent';
import type { Backend } from './backend';
import type { Claims } from './claims';
import { CorruptRecord, StoreUnavailable } from './errors';
import type { Keys } from './keys';
import { readRow, toRow } from './rows';
import type { ConfirmationFeedback, DeliveryNote, HistoryEntry } from './types';

const deliverySchema = z.object({
	sent: z.number().optional(),
	delivered: z.number().optional(),
	read: z.number().optional(),
	failed: z.number().optional(),
	code: z.number().optional(),
});
type Delivery = z.output<typeof deliverySchema>;

const sentSchema = z.object({ messageId: z.string(), sentAt: z.string(), type: z.string().optional(), wording: z.string().optional(), language: z.string().optional() }).partial();

const ATTEMPTS = 100;
/** What a confirmation may answer. */
const CONFIRMED: ReadonlySet<string> = new Set(['opt_in', 'opt_out', 'opt_out_likely', 'block']);

/** The claim under which a consent event is confirmed once. */
export function confirmationClaim(eventId: string): string {
	return `confirm:${eventId}`;
}

/** What became of confirmations, kept with the consent event that each answers. */
export class Deliveries {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly claims: Claims,
	) {}

	/** In whatever order they come, and however often. */
	async note(notes: DeliveryNote[]): Promise<void> {
		for (const note of notes) await this.noteOne(note);
	}

	/** The entries, each with what is known of its confirmation. */
	async withConfirmations(entries: HistoryEntry[]): Promise<HistoryEntry[]> {
		const ids = entries.filter(({ action }) => CONFIRMED.has(action)).map(({ eventId }) => eventId);
		if (ids.length === 0) return entries;
		const [claims, rows] = await Promise.all([this.claims.of(ids.map(confirmationClaim)), this.backend.read(ids.map((id) => this.keys.delivery(id)))]);
		const known = new Map<string, ConfirmationFeedback>();
		ids.forEach((id, index) => {
			const row = rows[index];
			const feedback = feedbackOf(claims[index], row === undefined ? {} : understood(row));
			if (feedback !== undefined) known.set(id, feedback);
		});
		return entries.map((entry) => {
			const confirmation = known.get(entry.eventId);
			return confirmation === undefined ? entry : { ...entry, confirmation };
		});
	}

	private async noteOne({ eventId, status, at, code }: DeliveryNote): Promise<void> {
		const key = this.keys.delivery(eventId);
		for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
			const [row] = await this.backend.read([key]);
			const before: Delivery = row === undefined ? {} : readRow(row, deliverySchema, 'a delivery');
			if (before[status] !== undefined) return;
			const after: Delivery = { ...before, [status]: at, ...(status === 'failed' && code !== undefined && { code }) };
			if (await this.backend.swap(key, row, toRow(after))) return;
		}
		throw new StoreUnavailable('Too many statuses of one message came at once.', 'They are delivered again.');
	}
}

/** A damaged note hides nothing of the history but itself. */
function understood(row: string): Delivery {
	try {
		return readRow(row, deliverySchema, 'a delivery');
	} catch (error) {
		if (error instanceof CorruptRecord) return {};
		throw error;
	}
}

function feedbackOf(claim: { at: string; outcome?: Record<string, unknown> } | undefined, delivery: Delivery): ConfirmationFeedback | undefined {
	const { sent, delivered, read, failed, code } = delivery;
	const told = [sent, delivered, read, failed].some((moment) => moment !== undefined);
	if (claim === undefined && !told) return undefined;
	const { sentAt = sent === undefined ? undefined : iso(sent), ...outcome } = sentSchema.catch({}).parse(claim?.outcome ?? {});
	return {
		state: failed !== undefined ? 'failed' : read !== undefined ? 'read' : delivered !== undefined ? 'delivered' : claim === undefined || claim.outcome !== undefined || told ? 'sent' : 'unfinished',
		...(claim !== undefined && claim.outcome === undefined && { begunAt: claim.at }),
		...outcome,
		...(sentAt !== undefined && { sentAt }),
		...(delivered !== undefined && { deliveredAt: iso(delivered) }),
		...(read !== undefined && { readAt: iso(read) }),
		...(failed !== undefined && { failedAt: iso(failed) }),
		...(code !== undefined && { code }),
	};
}
