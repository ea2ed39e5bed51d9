import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { askGate } from '../../shared';
import type { ConsentStore, GateAnswer, IdentifierInput } from '../../shared';
import { withStore } from '../common/connections';
import { contactOf } from '../common/contactFields';
import { toNodeError } from '../common/errors';
import { parameterReader } from '../common/parameters';
import type { ParameterReader } from '../common/parameters';
import { keepRun } from './keep';
import { questionsOf } from './questions';
import { sortOut, unanswered } from './sortOut';
import type { Sorted } from './sortOut';

/** Sends every item to Allowed or Blocked, and one report to Report. Nothing passes unless the store said so. */
export async function passGate(functions: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = functions.getInputData();
	try {
		const read = parameterReader(functions);
		const contacts = items.map((item, index) => contactOf(item.json, read, index));
		return await withStore(functions, async (store) => {
			const answers = await answersFor(functions, store, read, contacts);
			const sorted = sortOut(items, answers);
			return putOut(functions, sorted, await keepRun(functions, read, store, sorted.report, answers));
		});
	} catch (error) {
		const shown = toNodeError(functions, error);
		if (!functions.continueOnFail()) throw shown;
		// n8n would hand every input item to the first output, which is Allowed. So they are blocked here, by our own hand.
		return putOut(functions, sortOut(items, items.map(() => unanswered(shown.message))));
	}
}

async function answersFor(
	functions: IExecuteFunctions,
	store: ConsentStore,
	read: ParameterReader,
	contacts: IdentifierInput[],
): Promise<GateAnswer[]> {
	const now = Date.now();
	const answers = new Array<GateAnswer>(contacts.length);
	const met = new Set<string>();
	for (const { question, indexes, blockDuplicates } of await questionsOf(functions, store, read, contacts.length, now)) {
		const asked = indexes === undefined ? contacts : indexes.map((index) => contacts[index] ?? '');
		const group = await askGate(store, asked, question, now, blockDuplicates ? met : undefined);
		if (indexes === undefined) return group;
		group.forEach((answer, position) => {
			answers[indexes[position] ?? 0] = answer;
		});
	}
	return answers;
}

function putOut(functions: IExecuteFunctions, { allowed, blocked, report }: Sorted, campaignKey?: string): INodeExecutionData[][] {
	if (report.total > 0) functions.addExecutionHints({ message: report.summary, location: 'outputPane' });
	return [allowed, blocked, [{ json: { ...report, ...(campaignKey === undefined ? {} : { campaignKey }) }, pairedItem: { item: 0 } }]];
}
