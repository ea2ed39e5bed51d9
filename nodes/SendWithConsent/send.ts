import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import { createReport } from '../../shared';
import type { ConsentStore } from '../../shared';
import { keepCampaign, sendCampaign } from '../../shared/campaign';
import type { CampaignOutcome, CampaignReport, CampaignResult, Keeping } from '../../shared/campaign';
import { createClient } from '../../shared/whatsapp';
import { unanswered } from '../ConsentGate/sortOut';
import { accountOf, withStore } from '../common/connections';
import { toNodeError } from '../common/errors';
import { parameterReader } from '../common/parameters';
import type { ParameterReader } from '../common/parameters';
import { recipientsOf } from './recipients';
import { campaignOf } from './settings';

/** Sends to whom it may be sent; every item leaves through exactly one of Sent, Blocked and Failed, and one report through Report. */
export async function sendWithConsent(functions: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = functions.getInputData();
	try {
		const { outcomes, report } = await run(functions, items);
		showHints(functions, report);
		return sortOut(items, outcomes, report);
	} catch (error) {
		const shown = toNodeError(functions, error);
		if (!functions.continueOnFail()) throw shown;
		// n8n would hand every input item to the first output, which is Sent. Nothing was sent, so they leave by our own hand.
		const outcomes = items.map((): CampaignOutcome => notBegun(shown.message));
		return sortOut(items, outcomes, emptyReport(outcomes, shown.message));
	}
}

async function run(functions: IExecuteFunctions, items: INodeExecutionData[]): Promise<CampaignResult> {
	const read = parameterReader(functions);
	const client = createClient(await accountOf(functions), { retries: 0 });
	return await withStore(functions, async (store) => {
		const campaign = await campaignOf(functions, read, async () => await store.settings());
		const signal = functions.getExecutionCancelSignal();
		const result = await sendCampaign(recipientsOf(items, read), campaign, {
			store,
			client,
			now: Date.now,
			sleep,
			onProgress: progressOf(functions, items.length),
			...(signal !== undefined && { signal }),
		});
		await keep(functions, read, store, result);
		return result;
	});
}

/** What was sent holds without it, so a failure is a warning and no more. */
async function keep(functions: IExecuteFunctions, read: ParameterReader, store: ConsentStore, result: CampaignResult): Promise<void> {
	if (result.report.total === 0) return;
	try {
		await keepCampaign(store, result, read<{ keepDecisions?: Keeping }>('options', 0, {}).keepDecisions ?? 'none', functions.getNode().name);
	} catch (error) {
		result.report.warnings.push(`The report could not be kept in the consent store: ${error instanceof Error ? error.message : String(error)}`);
	}
}

const PROGRESS_EVERY_MS = 5_000;

/** Long runs say how far they are, in n8n's log and, for a run from the editor, in the browser's console. */
function progressOf(functions: IExecuteFunctions, total: number): (done: number) => void {
	let told = Date.now();
	return (done) => {
		if (Date.now() - told < PROGRESS_EVERY_MS) return;
		told = Date.now();
		const message = `${functions.getNode().name}: ${done} of ${total} contacts done`;
		functions.logger.info(message);
		if (functions.getMode() === 'manual') functions.sendMessageToUI(message);
	};
}

function showHints(functions: IExecuteFunctions, { total, summary, stopped, warnings }: CampaignReport): void {
	if (total > 0) functions.addExecutionHints({ message: summary, type: stopped === undefined ? 'info' : 'warning', location: 'outputPane' });
	for (const message of warnings) functions.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
}

function sortOut(items: INodeExecutionData[], outcomes: CampaignOutcome[], report: CampaignReport): INodeExecutionData[][] {
	const sent: INodeExecutionData[] = [];
	const blocked: INodeExecutionData[] = [];
	const failed: INodeExecutionData[] = [];
	items.forEach((item, index) => {
		const { outcome, consent, ...rest } = outcomes[index] ?? notBegun('There is no answer for this item');
		const out: INodeExecutionData = { json: { ...item.json, ...rest, consent: { ...consent } }, pairedItem: { item: index } };
		if (outcome === 'blocked') delete out.json.send;
		if (item.binary !== undefined) out.binary = item.binary;
		(outcome === 'sent' ? sent : outcome === 'blocked' ? blocked : failed).push(out);
	});
	return [sent, blocked, failed, [{ json: { ...report }, pairedItem: { item: 0 } }]];
}

const notBegun = (detail: string): CampaignOutcome => ({ outcome: 'blocked', consent: unanswered(detail) });

function emptyReport(outcomes: CampaignOutcome[], message: string): CampaignReport {
	const gate = createReport();
	for (const { consent } of outcomes) gate.add(consent);
	return { ...gate.result(), sent: 0, failed: 0, unsent: 0, summary: `Nothing was sent: ${message}`, campaignKey: '', warnings: [] };
}
