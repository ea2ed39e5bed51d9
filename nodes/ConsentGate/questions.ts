import type { IExecuteFunctions } from 'n8n-workflow';

import { templateCategory } from '../../shared';
import type { ConsentStore, GateQuestion, MessageCategory, Policy } from '../../shared';
import { accountOf, brandOf, clientOf } from '../common/connections';
import { variesByItem } from '../common/parameters';
import type { ParameterReader } from '../common/parameters';
import { furtherRulesOf } from './furtherRules';
import type { FurtherRuleOptions } from './furtherRules';

interface GateOptions extends FurtherRuleOptions {
	duplicates?: 'auto' | 'always' | 'never';
	optInRequiredFor?: MessageCategory[];
	optOutAppliesTo?: MessageCategory[];
}

interface Settings {
	category: MessageCategory | 'fromTemplate';
	rule: GateQuestion['rule'];
	list: string;
	template?: { name: string; language: string };
	options: GateOptions;
}

export interface QuestionGroup {
	question: GateQuestion;
	/** The items it is asked about; missing: all. */
	indexes?: number[];
	blockDuplicates: boolean;
}

const PARAMETERS = ['category', 'rule', 'list', 'options', 'templateName', 'templateLanguage'];

/** The node's parameters as questions to the gate: one for the whole run, or one per group of items where expressions make them differ. */
export async function questionsOf(
	functions: IExecuteFunctions,
	store: ConsentStore,
	read: ParameterReader,
	count: number,
	now: number,
): Promise<QuestionGroup[]> {
	if (count === 0) return [];
	if (!variesByItem(functions, PARAMETERS)) return [await groupOf(functions, store, settingsAt(read, 0), now)];
	const groups = new Map<string, { settings: Settings; indexes: number[] }>();
	for (let index = 0; index < count; index++) {
		const settings = settingsAt(read, index);
		const key = JSON.stringify(settings);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, { settings, indexes: [index] });
		else group.indexes.push(index);
	}
	const questions: QuestionGroup[] = [];
	for (const { settings, indexes } of groups.values()) questions.push({ ...(await groupOf(functions, store, settings, now)), indexes });
	return questions;
}

async function groupOf(functions: IExecuteFunctions, store: ConsentStore, settings: Settings, now: number): Promise<QuestionGroup> {
	const { rule, list, options } = settings;
	const category = await categoryOf(functions, store, settings, now);
	const brand = await brandOf(functions);
	const { duplicates = 'auto' } = options;
	return {
		blockDuplicates: duplicates === 'always' || (duplicates === 'auto' && category !== 'utility'),
		question: { category, rule, list, brand, policy: await policyOf(options, rule, store) },
	};
}

function settingsAt(read: ParameterReader, index: number): Settings {
	const category = read<Settings['category']>('category', index, 'marketing');
	const settings: Settings = {
		category,
		rule: read<Settings['rule']>('rule', index, 'settings'),
		list: String(read<string>('list', index, '')).trim(),
		options: read<GateOptions>('options', index, {}),
	};
	if (category === 'fromTemplate') {
		settings.template = {
			name: read<string>('templateName', index, ''),
			language: read<string>('templateLanguage', index, ''),
		};
	}
	return settings;
}

async function categoryOf(
	functions: IExecuteFunctions,
	store: ConsentStore,
	settings: Settings,
	now: number,
): Promise<MessageCategory> {
	if (settings.category !== 'fromTemplate') return settings.category;
	const { businessAccountId } = await accountOf(functions);
	const { name = '', language = '' } = settings.template ?? {};
	const { category, unknown, unrenewed } = await templateCategory(store, await clientOf(functions), { businessAccountId, name, language }, now);
	if (unknown !== undefined) {
		const message = `The template “${name}” (${language}) counts as marketing, because its category could not be asked from Meta: ${unknown}`;
		functions.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	}
	if (unrenewed !== undefined) {
		const message = `The template “${name}” (${language}) counts as ${category}, as Meta said last, because its category could not be asked anew: ${unrenewed}`;
		functions.addExecutionHints({ message, type: 'warning', location: 'outputPane' });
	}
	return category;
}

async function policyOf(options: GateOptions, rule: GateQuestion['rule'], store: ConsentStore): Promise<Policy> {
	const policy: Policy = {};
	if (options.optInRequiredFor !== undefined) policy.optInRequiredFor = options.optInRequiredFor;
	if (options.optOutAppliesTo !== undefined) policy.optOutAppliesTo = options.optOutAppliesTo;
	const further = await furtherRulesOf(options, rule, async () => await store.settings());
	if (further !== undefined) policy.further = further;
	return policy;
}
