import { z } from 'zod';
import type { CampaignReportEntry, ConsentStore } from '../../store/types';

/** Runs that pictures show. */
export const RUNS = 8;
/** Opt-outs are counted towards a run until the next one, at most this long. */
const AFTER_MS = 3 * 86_400_000;

export interface Run {
	campaignKey: string;
	at: string;
	/** Sent to; where only a gate reported, let through. */
	reached: number;
	optedOut: number;
}

const counts = z.object({ sent: z.number().optional(), allowed: z.number().optional() });

/** The latest runs that reached anybody, newest first. */
export async function latestRuns(store: ConsentStore): Promise<Run[]> {
	const reports = await store.reports(undefined, { limit: 100 });
	return reports.map(runOf).filter(({ reached }) => reached > 0).slice(0, RUNS);
}

function runOf({ campaignKey, at, report }: CampaignReportEntry): Run {
	const read = counts.safeParse(report);
	return { campaignKey, at, reached: read.success ? (read.data.sent ?? read.data.allowed ?? 0) : 0, optedOut: 0 };
}

/** Counts an opt-out towards the last run before it. */
export function countAfterRun(runs: Run[], optedOutAt: string | undefined): void {
	if (optedOutAt === undefined) return;
	const run = runs.find(({ at }) => at <= optedOutAt);
	if (run !== undefined && Date.parse(optedOutAt) - Date.parse(run.at) <= AFTER_MS) run.optedOut++;
}
