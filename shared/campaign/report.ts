import { createReport } from '../consent';
import type { Run } from './run';
import type { CampaignReport } from './types';

/** Counts what became of everybody. */
export function reportOf({ progress, campaign }: Pick<Run, 'progress' | 'campaign'>, warnings: string[]): CampaignReport {
	const gate = createReport();
	const counts = { sent: 0, blocked: 0, failed: 0, unsent: 0 };
	for (const { outcome, consent } of progress.outcomes) {
		gate.add(consent);
		counts[outcome]++;
	}
	const { summary, ...numbers } = gate.result();
	const { sent, failed, unsent } = counts;
	const parts = [
		`Sent to ${people(sent)}`,
		...(numbers.blocked > 0 || numbers.flagged > 0 ? [summary] : []),
		...(failed > 0 ? [`${failed} failed`] : []),
		...(unsent > 0 ? [`${unsent} not sent`] : []),
	];
	const why = progress.stopped === undefined ? '' : `. The run was stopped: ${progress.stopped.meaning}`;
	return {
		...numbers,
		sent,
		failed,
		unsent,
		summary: parts.join(' · ') + why,
		campaignKey: campaign.key,
		...(progress.stopped !== undefined && { stopped: progress.stopped }),
		warnings,
	};
}

function people(n: number): string {
	return n === 1 ? '1 contact' : `${n} contacts`;
}
