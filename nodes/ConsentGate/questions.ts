import type { IExecuteFunctions } from 'n8n-workflow';

import { templateCategory } from '../../shared';
import type { ConsentStore, FurtherRules, GateQuestion, MessageCategory, Policy } from '../../shared';
import { accountOf, clientOf } from '../common/connections';
import type { ParameterReader } from '../common/parameters';

interface GateOptions {
	duplicates?: 'auto' | 'always' | 'never';
	coolDown?: boolean;
	window?: boolean;
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
	indexes: number[];
	blockDuplicates: boolean;
}

/** The node's parameters as questions to the gate: one for the whole run, or one per group of items where expressions make them differ. */
export async function questionsOf(
	functions: IExecuteFunctions,
	store: ConsentStore,
	read: ParameterReader,
	count: number,
	now: number,
): Promise<QuestionGroup[]> {
	const groups = new Map<string, { settings: Settings; indexes: number[] }>();
	for (let index = 0; index < count; index++) {
		const settings = settingsAt(read, index);
		const key = JSON.stringify(settings);
		const group = groups.get(key);
		if (group === undefined) groups.set(key, { settings, indexes: [index] });
		else group.indexes.push(index);
	}
	const questions: QuestionGroup[] = [];
	for (const { settings, indexes } of groups.values()) {
		const category = await categoryOf(functions, store, settings, now);
		const duplicates = settings.options.duplicates ?? 'auto';
		questions.push({
			indexes,
			blockDuplicates: duplicates === 'always' || (duplicates === 'auto' && category !== 'utility'),
			question: { category, rule: settings.rule, list: settings.list, policy: policyOf(settings.options) },
		});
	}
	return questions;
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
	const template = { businessAccountId, name: settings.template?.name ?? '', language: settings.template?.language ?? '' };
	return await templateCategory(store, await clientOf(functions), template, now);
}

function policyOf(options: GateOptions): Policy {
	const policy: Policy = {};
	if (options.optInRequiredFor !== undefined) policy.optInRequiredFor = options.optInRequiredFor;
	if (options.optOutAppliesTo !== undefined) policy.optOutAppliesTo = options.optOutAppliesTo;
	const further: FurtherRules = {};
	if (options.coolDown === true) further.coolDown = true;
	if (options.window === true) further.window = true;
	if (Object.keys(further).length > 0) policy.further = further;
	return policy;
}
