import type { IExecuteFunctions } from 'n8n-workflow';

import type { ConsentStore, GateAnswer, GateReport } from '../../shared';
import type { ParameterReader } from '../common/parameters';

type Keeping = 'none' | 'skipped' | 'all';

/**
 * Keeps the report, and on request each decision, under the campaign's key. What the gate decided holds without it, so a failure is a
 * warning on the node and no more.
 */
export async function keepRun(
	functions: IExecuteFunctions,
	read: ParameterReader,
	store: ConsentStore,
	report: GateReport,
	answers: readonly GateAnswer[],
): Promise<string | undefined> {
	const written = String(read<string>('campaignKey', 0, '') ?? '').trim();
	const keeping = read<{ keepDecisions?: Keeping }>('options', 0, {}).keepDecisions ?? 'none';
	const ofInterest = written !== '' || keeping !== 'none' || answers.some(({ category }) => category === 'marketing');
	if (report.total === 0 || !ofInterest) return undefined;
	const campaignKey = written === '' ? `execution-${functions.getExecutionId()}` : written;
	try {
		await store.saveReport(campaignKey, { ...report, node: functions.getNode().name });
		if (keeping !== 'none') {
			await store.keepDecisions(campaignKey, keeping === 'all' ? [...answers] : answers.filter(({ decision }) => decision !== 'allow'));
		}
		return campaignKey;
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error);
		functions.addExecutionHints({ message: `The report could not be kept in the consent store: ${why}`, type: 'warning', location: 'outputPane' });
		return undefined;
	}
}
