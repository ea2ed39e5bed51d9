import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { checkConfirmationSettings, confirmationSender, deliverConfirmation, planConfirmation, UNREACHABLE_AFTER } from '../../shared/confirmation';
import type { ConfirmationContext, Delivery, FailedConfirmation } from '../../shared/confirmation';
import { listsBefore, parseIdentifier } from '../../shared';
import type { ConsentStore, IdentifierInput } from '../../shared';
import { createClient, doubtFromRefusedSend, stopFromRefusedSend } from '../../shared/whatsapp';
import type { WhatsAppAccount } from '../../shared/whatsapp';
import { accountOf, withStore } from '../common/connections';
import { pageOf, withLink } from '../common/docs';
import { isOutOfReach, toNodeError } from '../common/errors';
import { parameterReader } from '../common/parameters';
import type { ParameterReader } from '../common/parameters';
import { confirmationSettings } from './settings';

/** Answers each consent item once; what is not answered leaves through Skipped, with the reason. */
export async function sendConfirmations(functions: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = functions.getInputData();
	const confirmed: Confirmed[] = [];
	try {
		const account = await accountOf(functions);
		const read = parameterReader(functions);
		await withStore(functions, async (store) => {
			const confirm = await confirmer(functions, store, account, read);
			for (const [index, item] of items.entries()) confirmed.push(await goingOn(functions, index, async () => await confirm(item, index)));
		});
	} catch (error) {
		const shown = toNodeError(functions, error);
		if (!functions.continueOnFail()) throw shown;
		// Nobody is told anything while the store can't say whether they were told before.
		while (confirmed.length < items.length) confirmed.push(skippedFor('store_unavailable', shown));
	}
	const out = items.map(({ json, binary }, index): INodeExecutionData => {
		return { json: { ...json, confirmation: { ...confirmed[index]?.confirmation } as IDataObject }, pairedItem: { item: index }, ...(binary === undefined ? {} : { binary }) };
	});
	const wentOut = (_: INodeExecutionData, index: number): boolean => confirmed[index]?.wasSent === true;
	showHint(functions, confirmed);
	return [out.filter(wentOut), out.filter((item, index) => !wentOut(item, index))];
}

interface Confirmed {
	wasSent: boolean;
	confirmation: Record<string, unknown>;
}

/** Where the workflow goes on in spite of errors, what is wrong with one item keeps nobody else waiting. */
async function goingOn(functions: IExecuteFunctions, index: number, work: () => Promise<Confirmed>): Promise<Confirmed> {
	try {
		return await work();
	} catch (error) {
		const shown = toNodeError(functions, error, index);
		if (!functions.continueOnFail() || isOutOfReach(error)) throw shown;
		return skippedFor('invalid', shown);
	}
}

function skippedFor(reason: string, { message }: Error): Confirmed {
	return { wasSent: false, confirmation: { skipped: true, reason, detail: message } };
}

/** Says in the editor how many got an answer, and why the others did not. */
function showHint(functions: IExecuteFunctions, confirmed: Confirmed[]): void {
	if (confirmed.length === 0) return;
	const skipped = new Map<string, number>();
	for (const { wasSent, confirmation } of confirmed) {
		if (wasSent) continue;
		const reason = String(confirmation.reason).replaceAll('_', ' ');
		skipped.set(reason, (skipped.get(reason) ?? 0) + 1);
	}
	const count = [...skipped.values()].reduce((sum, one) => sum + one, 0);
	const why = count === 0 ? '' : `, ${count} skipped (${[...skipped].map(([reason, times]) => `${times} ${reason}`).join(', ')})`;
	functions.addExecutionHints({ message: `${confirmed.length - count} confirmed${why}`, location: 'outputPane' });
}

async function confirmer(
	functions: IExecuteFunctions,
	store: ConsentStore,
	account: WhatsAppAccount,
	read: ParameterReader,
): Promise<(item: INodeExecutionData, index: number) => Promise<Confirmed>> {
	const [accountSettings, lists] = [await store.settings(), await store.lists()];
	const sender = confirmationSender((phoneNumberId) =>
		createClient({ ...account, phoneNumberId: phoneNumberId ?? account.phoneNumberId }),
	);
	return async (item, index) => {
		if (item.json.silent === true) return { wasSent: false, confirmation: { skipped: true, reason: 'disabled' } };
		const { settings, retryUncertain } = confirmationSettings(read, index, accountSettings, lists, account.phoneNumberId);
		const findings = checkConfirmationSettings(settings);
		if (findings.problems.length > 0) throw problem(functions, findings.problems.join(' '), index);
		if (index === 0) for (const message of findings.warnings) functions.addExecutionHints({ message, type: 'warning' });
		const plan = planConfirmation(item.json, settings, Date.now(), await contextOf(store, item, account.phoneNumberId));
		const delivery = await deliverConfirmation(plan, {
			store,
			sender,
			now: Date.now,
			retryUncertain,
			phoneNumberId: account.phoneNumberId,
		});
		if (delivery.outcome === 'failed') await noteRefusal(store, item, delivery.failure, account.phoneNumberId);
		return told(functions, delivery, index);
	};
}

async function contextOf(store: ConsentStore, item: INodeExecutionData, ownNumber: string): Promise<ConfirmationContext> {
	const identifier = identifierOf(item);
	const [[state], [facts], [undelivered], history] = await Promise.all([
		store.states([identifier]),
		store.facts([identifier], String(item.json.phoneNumberId ?? ownNumber)),
		store.undelivered([identifier]),
		item.json.action === 'opt_out' ? store.history(identifier) : [],
	]);
	const context: ConfirmationContext = {
		blocked: state?.status === 'blocked',
		unreachable: undelivered !== undefined && undelivered.count >= UNREACHABLE_AFTER,
		previousLists: listsBefore(history, String(item.json.eventId ?? '')),
	};
	if (facts?.lastInboundAt !== undefined) context.lastInboundAt = facts.lastInboundAt;
	return context;
}

function identifierOf(item: INodeExecutionData): IdentifierInput {
	const { phone, waId, userId, contact } = item.json as Record<string, string | undefined>;
	return phone === undefined && waId === undefined && userId === undefined ? (contact ?? '') : { phone, waId, userId };
}

/** A refused send may be the first we hear of a person's stop, or of another person behind their number. */
async function noteRefusal(store: ConsentStore, item: INodeExecutionData, { recordOptOut, identityChanged }: FailedConfirmation, ownNumber: string): Promise<void> {
	const parsed = parseIdentifier(identifierOf(item));
	if (!parsed.ok) return;
	const refused = { contact: parsed.ids, phoneNumberId: String(item.json.phoneNumberId ?? ownNumber), at: Date.now() };
	if (recordOptOut === true) await store.record([stopFromRefusedSend(refused)]);
	if (identityChanged === true) await store.record([doubtFromRefusedSend(refused)]);
}

function told(functions: IExecuteFunctions, delivery: Delivery, index: number): Confirmed {
	switch (delivery.outcome) {
		case 'sent':
			return { wasSent: true, confirmation: { ...delivery.confirmation } };
		case 'skipped':
			return { wasSent: false, confirmation: { ...delivery.confirmation } };
		case 'problem':
			throw problem(functions, delivery.problem, index);
		case 'failed':
			return failed(functions, delivery.failure, index);
	}
}

/** A failure that lies with this person or this moment is a skip; one that lies with the account stops the node. */
function failed(functions: IExecuteFunctions, failure: FailedConfirmation, index: number): Confirmed {
	const { reason, code, meaning, action, detail } = failure;
	if (reason === 'send_failed' && action !== 'skip' && !functions.continueOnFail()) {
		throw new NodeOperationError(functions.getNode(), `WhatsApp did not take the confirmation: ${meaning}`, {
			itemIndex: index,
			description: withLink(detail, pageOf(functions.getNode())),
		});
	}
	return { wasSent: false, confirmation: { skipped: true, reason, code, detail: meaning } };
}

function problem(functions: IExecuteFunctions, message: string, itemIndex: number): NodeOperationError {
	return new NodeOperationError(functions.getNode(), message, { itemIndex, description: withLink(undefined, pageOf(functions.getNode())) });
}
