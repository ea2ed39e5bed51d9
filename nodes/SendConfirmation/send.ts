import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { checkConfirmationSettings, deliverConfirmation, planConfirmation, whatsappSender } from '../../shared/confirmation';
import type { ConfirmationContext, Delivery } from '../../shared/confirmation';
import type { ConsentStore } from '../../shared';
import { createClient, linksOfSend } from '../../shared/whatsapp';
import type { WhatsAppAccount } from '../../shared/whatsapp';
import { accountOf, withStore } from '../common/connections';
import { toNodeError } from '../common/errors';
import { parameterReader } from '../common/parameters';
import type { ParameterReader } from '../common/parameters';
import { confirmationSettings } from './settings';

/** Answers each consent item once; what is not answered leaves through Skipped, with the reason. */
export async function sendConfirmations(functions: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const items = functions.getInputData();
	const sent: INodeExecutionData[] = [];
	const skipped: INodeExecutionData[] = [];
	try {
		const account = await accountOf(functions);
		const read = parameterReader(functions);
		await withStore(functions, async (store) => {
			const confirm = await confirmer(functions, store, account, read);
			for (const [index, item] of items.entries()) {
				const { confirmation, wasSent } = await confirm(item, index);
				const out: INodeExecutionData = { json: { ...item.json, confirmation }, pairedItem: { item: index } };
				if (item.binary !== undefined) out.binary = item.binary;
				(wasSent ? sent : skipped).push(out);
			}
		});
	} catch (error) {
		const shown = toNodeError(functions, error);
		if (!functions.continueOnFail()) throw shown;
		for (const [index, item] of items.entries()) {
			if (index < sent.length + skipped.length) continue;
			const confirmation = { skipped: true, reason: 'store_unavailable', detail: shown.message };
			skipped.push({ json: { ...item.json, confirmation }, pairedItem: { item: index } });
		}
	}
	return [sent, skipped];
}

type Confirmed = { wasSent: boolean; confirmation: object };

async function confirmer(
	functions: IExecuteFunctions,
	store: ConsentStore,
	account: WhatsAppAccount,
	read: ParameterReader,
): Promise<(item: INodeExecutionData, index: number) => Promise<Confirmed>> {
	const [accountSettings, lists] = [await store.settings(), await store.lists()];
	const sender = whatsappSender(
		(phoneNumberId) => createClient({ ...account, phoneNumberId: phoneNumberId ?? account.phoneNumberId }),
		async (to, answer) => await learnLinks(store, to, answer),
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
		return told(functions, delivery, index);
	};
}

async function contextOf(store: ConsentStore, item: INodeExecutionData, ownNumber: string): Promise<ConfirmationContext> {
	const { phone, waId, userId, contact, phoneNumberId } = item.json as Record<string, string | undefined>;
	const identifier = phone === undefined && waId === undefined && userId === undefined ? (contact ?? '') : { phone, waId, userId };
	const [state] = await store.states([identifier]);
	const [facts] = await store.facts([identifier], phoneNumberId ?? ownNumber);
	const context: ConfirmationContext = { blocked: state?.status === 'blocked' };
	if (facts?.lastInboundAt !== undefined) context.lastInboundAt = facts.lastInboundAt;
	return context;
}

/** What the answer to a send shows of who somebody is, is kept: a STOP may come from the other identifier. */
async function learnLinks(store: ConsentStore, to: object, answer: { waId?: string; userId?: string }): Promise<void> {
	const links = linksOfSend(to, answer);
	if (links.length === 0) return;
	const occurredAt = Date.now();
	await store.record(
		links.map(({ from, to: other }) => ({
			action: 'link' as const,
			contact: from,
			to: other,
			origin: 'person' as const,
			source: 'whatsapp',
			occurredAt,
			evidence: { proof: 'send answer' },
		})),
	);
}

const SKIPS_BY_CODE: Record<number, string> = { 131026: 'unreachable', 131047: 'window_closed', 131050: 'platform_stop' };

function told(functions: IExecuteFunctions, delivery: Delivery, index: number): Confirmed {
	switch (delivery.outcome) {
		case 'sent':
			return { wasSent: true, confirmation: { ...delivery.confirmation } };
		case 'skipped':
			return { wasSent: false, confirmation: { ...delivery.confirmation } };
		case 'problem':
			throw problem(functions, delivery.problem, index);
		case 'failed': {
			const { failure, uncertain } = delivery;
			const reason = uncertain ? 'uncertain' : SKIPS_BY_CODE[failure.code ?? 0];
			const skipped = { skipped: true, reason: reason ?? 'failed', code: failure.code, detail: failure.meaning };
			if (reason !== undefined || failure.action === 'skip' || functions.continueOnFail()) return { wasSent: false, confirmation: skipped };
			throw new NodeOperationError(functions.getNode(), `WhatsApp did not take the confirmation: ${failure.meaning}`, {
				itemIndex: index,
				...(failure.detail === undefined ? {} : { description: failure.detail }),
			});
		}
	}
}

function problem(functions: IExecuteFunctions, message: string, itemIndex: number): NodeOperationError {
	return new NodeOperationError(functions.getNode(), message, { itemIndex });
}
