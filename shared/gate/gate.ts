import { DEFAULT_LIST, EVERYTHING, decide, knownCategory, statusAsOf } from '../consent';
import type { ConsentRule, ContactFacts, ContactState, Decision, MessageCategory, Policy, Question } from '../consent';
import { idKeys } from '../identity';
import type { IdentifierInput } from '../identity';
import type { ConsentStore } from '../store/types';
import { addressOf } from './address';
import { factsFor } from './facts';

export interface GateQuestion {
	category: MessageCategory;
	/** `settings`: the rule of the Consent Settings and, for marketing without a list, their default list. */
	rule: ConsentRule | 'settings';
	list?: string;
	phoneNumberId?: string;
	/** Put on passes, so that a sender for another brand can tell. */
	brand?: string;
	/** What the messages are noted as sent for. Places reserved for it under frequency caps don't count against it. */
	purpose?: string;
	policy?: Policy;
}

/** What the gate puts on an item as `consent`. */
export interface GateAnswer extends Decision {
	category: MessageCategory;
	rule: ConsentRule;
	status: ContactState['status'];
	contact: string;
	/** ISO 8601. */
	decidedAt: string;
	/** The pass: the address to send to, on allowed and flagged items only. */
	recipient?: string;
	/** The brand the pass is of, where the gate was asked in the name of one. */
	brand?: string;
}

/** A question with what it leaves to the settings filled in. */
interface Terms {
	question: GateQuestion;
	rule: ConsentRule;
	list: string | undefined;
	now: number;
	decidedAt: string;
}

/**
 * Decides on a whole run of contacts with one read of the store.
 * @throws StoreUnavailable when the store can't be read: then there is no answer for anybody.
 */
export async function askGate(
	store: ConsentStore,
	contacts: IdentifierInput[],
	question: GateQuestion,
	now: number,
	/** Keys of the people met so far in this run, where a second item of the same person is to be blocked. */
	met?: Set<string>,
): Promise<GateAnswer[]> {
	const { rule, list } = await asInSettings(store, question);
	const { phoneNumberId, purpose, policy } = question;
	const category = knownCategory(question.category);
	const terms: Terms = { question: { ...question, category }, rule, list, now, decidedAt: new Date(now).toISOString() };
	const states = await statesFor(store, contacts, category, list);
	const facts = await factsFor(store, contacts, { category, list, phoneNumberId, further: policy?.further, purpose, now });
	return states.map((state, index) => {
		const answer = answerFor(state, terms, facts?.[index], met !== undefined && meetAgain(met, state));
		return answer.decision === 'block' ? answer : withPass(answer, addressOf(state, contacts[index], store.defaultCountry), question.brand);
	});
}

function answerFor(state: ContactState, { question, rule, list, now, decidedAt }: Terms, facts: ContactFacts | undefined, duplicate: boolean): GateAnswer {
	const { category, phoneNumberId, policy } = question;
	const asked: Question = { category, rule, list, phoneNumberId, duplicate, facts };
	return Object.assign(decide(state, asked, now, policy), { category, rule, status: statusAsOf(state, now), contact: state.contact, decidedAt });
}

function withPass(answer: GateAnswer, recipient: string | undefined, brand: string | undefined): GateAnswer {
	if (recipient === undefined) return { ...answer, decision: 'block', reason: 'invalid_contact' };
	answer.recipient = recipient;
	if (brand !== undefined) answer.brand = brand;
	return answer;
}

/** The rule and list of a question, where it leaves them to the Consent Settings. */
export async function asInSettings(
	store: Pick<ConsentStore, 'settings'>,
	question: Pick<GateQuestion, 'category' | 'rule' | 'list'>,
): Promise<{ rule: ConsentRule; list: string | undefined }> {
	// List keys are lower-case; who asks about “News” must not let a message to somebody pass who left `news`.
	const asked = question.list?.trim().toLowerCase() ?? '';
	const list = asked === '' ? undefined : asked;
	if (question.rule !== 'settings') return { rule: question.rule, list };
	const { rule, defaultList } = await store.settings();
	return { rule, list: list ?? (knownCategory(question.category) === 'marketing' ? defaultList : undefined) };
}

/**
 * Reads the list asked for alone, which settles everybody who is on it, and all lists of the others: to tell "not on this list" from
 * "never opted in", and to give their full status.
 */
async function statesFor(
	store: ConsentStore,
	contacts: IdentifierInput[],
	category: MessageCategory,
	list: string | undefined,
): Promise<ContactState[]> {
	const only = list ?? (category === 'marketing' ? DEFAULT_LIST : EVERYTHING);
	if (only === EVERYTHING) return await store.states(contacts);
	const states = await store.states(contacts, { lists: [only] });
	const unsettled: number[] = [];
	states.forEach((state, index) => {
		if (state.lists[only]?.status !== 'opted_in' && state.problem === undefined) unsettled.push(index);
	});
	if (unsettled.length === 0) return states;
	const full = await store.states(unsettled.map((index) => contacts[index] ?? ''));
	unsettled.forEach((index, position) => {
		const state = full[position];
		if (state !== undefined) states[index] = state;
	});
	return states;
}

/** A person met before in this run, under any of the identifiers the state knows. */
function meetAgain(met: Set<string>, state: ContactState): boolean {
	const { phone, waId, userId } = state;
	if (phone !== undefined && waId === undefined && userId === undefined) return meet(met, phone);
	return idKeys(state).map((key) => meet(met, key)).includes(true);
}

function meet(met: Set<string>, key: string): boolean {
	const before = met.size;
	return met.add(key).size === before;
}
