import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { askGate, createReport } from '../../shared';
import type { GateAnswer } from '../../shared';
import { withStore } from '../common/connections';
import { contactOf } from '../common/contactFields';
import { toNodeError } from '../common/errors';
import { parameterReader } from '../common/parameters';
import { questionsOf } from './questions';

/** Sends every item to Allowed or Blocked, and one report to Report. Nothing passes unless the store said so. */
export async function passGate(functions: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = functions.getInputData();
	try {
		return sortOut(functions, items, await answersFor(functions, items));
	} catch (error) {
		const shown = toNodeError(functions, error);
		if (!functions.continueOnFail()) throw shown;
		// n8n would hand every input item to the first output, which is Allowed. So they are blocked here, by our own hand.
		return sortOut(functions, items, items.map(() => unanswered(shown.message)));
	}
}

async function answersFor(functions: IExecuteFunctions, items: INodeExecutionData[]): Promise<GateAnswer[]> {
	const read = parameterReader(functions);
	const contacts = items.map((item, index) => contactOf(item.json, read, index));
	const now = Date.now();
	return await withStore(functions, async (store) => {
		const answers = new Array<GateAnswer>(items.length);
		const met = new Set<string>();
		for (const { question, indexes, blockDuplicates } of await questionsOf(functions, store, read, items.length, now)) {
			const asked = indexes.map((index) => contacts[index] ?? '');
			const group = await askGate(store, asked, question, now, blockDuplicates ? met : undefined);
			group.forEach((answer, position) => {
				answers[indexes[position] ?? 0] = answer;
			});
		}
		return answers;
	});
}

function unanswered(detail: string): GateAnswer {
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

function sortOut(functions: IExecuteFunctions, items: INodeExecutionData[], answers: GateAnswer[]): INodeExecutionData[][] {
	const allowed: INodeExecutionData[] = [];
	const blocked: INodeExecutionData[] = [];
	const report = createReport();
	items.forEach((item, index) => {
		const consent = answers[index] ?? unanswered('The gate has no answer for this item');
		report.add(consent);
		const out: INodeExecutionData = { json: { ...item.json, consent: { ...consent } }, pairedItem: { item: index } };
		if (item.binary !== undefined) out.binary = item.binary;
		(consent.decision === 'block' ? blocked : allowed).push(out);
	});
	const result = report.result();
	if (items.length > 0) functions.addExecutionHints({ message: result.summary, location: 'outputPane' });
	return [allowed, blocked, [{ json: { ...result }, pairedItem: { item: 0 } }]];
}
