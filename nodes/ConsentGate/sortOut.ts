import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import { createReport } from '../../shared';
import type { GateAnswer, GateReport } from '../../shared';

export interface Sorted {
	allowed: INodeExecutionData[];
	blocked: INodeExecutionData[];
	report: GateReport;
}

/**
 * Every item leaves through exactly one of Allowed and Blocked, as it came but for `consent`, which is the answer itself. An item
 * without an answer is blocked.
 */
export function sortOut(items: INodeExecutionData[], answers: ReadonlyArray<GateAnswer | undefined>): Sorted {
	const allowed: INodeExecutionData[] = [];
	const blocked: INodeExecutionData[] = [];
	const report = createReport();
	items.forEach((item, index) => {
		const consent = answers[index] ?? unanswered('The gate has no answer for this item');
		report.add(consent);
		const out: INodeExecutionData = { json: { ...item.json, consent: consent as unknown as IDataObject }, pairedItem: { item: index } };
		if (item.binary !== undefined) out.binary = item.binary;
		(consent.decision === 'allow' || consent.decision === 'flag' ? allowed : blocked).push(out);
	});
	return { allowed, blocked, report: report.result() };
}

/** Of an item on which nothing could be decided. */
export function unanswered(detail: string): GateAnswer {
	return {
		decision: 'block',
		reason: 'store_unavailable',
		category: 'marketing',
		rule: 'required',
		status: 'none',
		contact: '',
		decidedAt: new Date().toISOString(),
		detail,
	};
}
