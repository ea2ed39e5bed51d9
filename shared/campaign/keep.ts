import type { ConsentStore, KeptDecisionInput } from '../store/types';
import type { CampaignOutcome, CampaignResult } from './types';

/** Whose decisions are kept: nobody's, of those who got nothing or were flagged, or everybody's. */
export type Keeping = 'none' | 'skipped' | 'all';

/**
 * Keeps the report, and on request why each contact got the message or not, under the campaign's key.
 * @throws StoreUnavailable. What was sent stays sent.
 */
export async function keepCampaign(
	store: Pick<ConsentStore, 'saveReport' | 'keepDecisions'>,
	{ outcomes, report }: CampaignResult,
	keeping: Keeping,
	node?: string,
): Promise<void> {
	await store.saveReport(report.campaignKey, { ...report, ...(node !== undefined && { node }) });
	if (keeping === 'none') return;
	const kept = outcomes.filter(({ outcome, consent }) => keeping === 'all' || outcome !== 'sent' || consent.decision === 'flag');
	if (kept.length > 0) await store.keepDecisions(report.campaignKey, kept.map(decisionOf));
}

function decisionOf(outcome: CampaignOutcome): KeptDecisionInput {
	const { contact, decision, reason, category, list, detail, eventId, nextAllowedAt } = outcome.consent;
	const happened = outcome.outcome === 'failed' || outcome.outcome === 'unsent' ? `${outcome.send.meaning} (${outcome.send.code})` : detail;
	return {
		contact,
		decision,
		reason,
		category,
		...(list !== undefined && { list }),
		...(happened !== undefined && { detail: happened }),
		...(eventId !== undefined && { eventId }),
		...(nextAllowedAt !== undefined && { nextAllowedAt }),
	};
}
