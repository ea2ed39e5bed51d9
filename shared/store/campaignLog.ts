import { z } from 'zod';
import { iso } from '../consent';
import type { IdentifierInput, IdKey } from '../identity';
import { oldFromAnywhere } from './anywhere';
import { byKey, CHUNK, chunks } from './backend';
import type { Backend, Insert, Row } from './backend';
import { digits } from './cells';
import { InvalidRequest } from './errors';
import { tail } from './keys';
import type { Keys } from './keys';
import { readRow, toRow } from './rows';
import type { CampaignReportEntry, KeptDecision, KeptDecisionInput } from './types';

const reportSchema = z.object({ campaignKey: z.string(), at: z.string(), report: z.record(z.unknown()) });

const decisionSchema = z.object({
	campaignKey: z.string(),
	at: z.string(),
	contact: z.string(),
	decision: z.enum(['allow', 'flag', 'block']),
	reason: z.string(),
	category: z.string().optional(),
	list: z.string().optional(),
	detail: z.string().optional(),
	eventId: z.string().optional(),
	nextAllowedAt: z.string().optional(),
});

const DAY_MS = 24 * 3600 * 1000;
export const KEPT_DAYS = 90;
const LONGEST_KEY = 200;
/** Old reports removed per new one. */
const SWEEP = 20;
/** Of one contact, the latest. */
const MOST_DECISIONS = 200;

/** What runs of the gate and of senders reported, by campaign, and on request what was decided on each contact. */
export class CampaignLog {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly now: () => number,
		private readonly stamp: () => string,
		private readonly keptDays: () => Promise<number>,
		private readonly keysOf: (identifier: IdentifierInput) => IdKey[],
	) {}

	async saveReport(campaignKey: string, report: Record<string, unknown>): Promise<void> {
		check(campaignKey);
		const now = this.now();
		const place = `${digits(now)}-${this.stamp()}`;
		const value = toRow({ campaignKey, at: iso(now), report });
		await this.backend.commit({
			inserts: [
				{ key: this.keys.report(campaignKey, place), value },
				{ key: this.keys.reportAge(place, campaignKey), value: toRow(1) },
			],
		});
		await this.sweepReports(now);
	}

	/** Of one campaign in the order of its runs, or of all campaigns the latest, newest first. */
	async reports(campaignKey: string | undefined, limit: number): Promise<CampaignReportEntry[]> {
		if (campaignKey !== undefined) {
			const rows = await this.backend.page(this.keys.reportsOf(campaignKey), undefined, limit);
			return rows.map(({ value }) => readRow(value, reportSchema, 'a campaign report'));
		}
		const ages = await this.backend.under([this.keys.spaces.reportAge]);
		const latest = ages.slice(-limit).reverse().map(({ key }) => this.reportKeyOf(key));
		const values = await this.backend.read(latest);
		return values.flatMap((value) => (value === undefined ? [] : [readRow(value, reportSchema, 'a campaign report')]));
	}

	/** One row per contact under each of its identifiers; contacts that can't be read have no place to keep one. */
	async keep(campaignKey: string, decisions: KeptDecisionInput[]): Promise<void> {
		check(campaignKey);
		const now = this.now();
		const at = iso(now);
		const place = `${digits(now)}-${this.stamp()}`;
		for (const some of chunks(decisions, CHUNK)) {
			const rows = new Map<string, Insert>();
			for (const decision of some) {
				const value = toRow(decisionSchema.parse({ ...decision, campaignKey, at }));
				for (const id of this.keysOf(decision.contact)) {
					const key = this.keys.decision(id, place);
					if (!rows.has(key)) rows.set(key, { key, value });
				}
			}
			if (rows.size > 0) await this.backend.commit({ inserts: [...rows.values()] });
			await this.sweepDecisions(some.length, now);
		}
	}

	/** Newest first; under each identifier those that `counts` says, by the time in milliseconds. */
	async decisions(ids: IdKey[], campaignKey: string | undefined, counts: (id: IdKey, at: number) => boolean): Promise<KeptDecision[]> {
		const idOf = new Map(ids.map((id) => [this.keys.decisionsOf(id), id]));
		const all = await this.backend.under([...idOf.keys()]);
		const rows = all.filter(({ key }) => counts(idOf.get(key.slice(0, key.lastIndexOf(':') + 1)) ?? '', decisionTime(key)));
		const seen = new Set<string>();
		const kept = rows
			.map((row): Row => ({ key: row.key.slice(row.key.lastIndexOf(':') + 1), value: row.value }))
			.filter(({ key }) => !seen.has(key) && seen.add(key))
			.sort(byKey)
			.reverse()
			.map(({ value }) => readRow(value, decisionSchema, 'a kept decision') as KeptDecision);
		return kept.filter((decision) => campaignKey === undefined || decision.campaignKey === campaignKey).slice(0, MOST_DECISIONS);
	}

	private async sweepReports(now: number): Promise<void> {
		const { reportAge } = this.keys.spaces;
		const oldest = digits(now - (await this.keptDays()) * DAY_MS);
		const rows = await this.backend.page(reportAge, undefined, SWEEP);
		const old = rows.map(({ key }) => key).filter((key) => tail(key, reportAge) < oldest);
		if (old.length > 0) await this.backend.commit({ deletes: [...old, ...old.map((key) => this.reportKeyOf(key))] });
	}

	private async sweepDecisions(written: number, now: number): Promise<void> {
		const oldest = digits(now - (await this.keptDays()) * DAY_MS);
		const old = await oldFromAnywhere(this.backend, this.keys.spaces.decision, this.stamp(), written, ({ key }) =>
			key.slice(key.lastIndexOf(':') + 1) < oldest ? [key] : [],
		);
		if (old.length > 0) await this.backend.commit({ deletes: old });
	}

	private reportKeyOf(ageKey: string): string {
		const [place = '', campaign = ''] = tail(ageKey, this.keys.spaces.reportAge).split(':');
		return `${this.keys.spaces.report}${campaign}:${place}`;
	}
}

/** When a decision was kept, by its row's key. */
export function decisionTime(key: string): number {
	return Number(key.slice(key.lastIndexOf(':') + 1).split('-')[0]);
}

function check(campaignKey: string): void {
	if (campaignKey.trim() !== '' && campaignKey.length <= LONGEST_KEY) return;
	throw new InvalidRequest(`A campaign key must have 1 to ${LONGEST_KEY} characters.`, 'Give the campaign a short name of its own.');
}
