import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { ConsentSettings } from '../../../../shared';
import { eachItem } from '../../../common/eachItem';
import { itemsFrom } from '../../../common/items';
import { keywordListsField, keywordsField, listsByKeyword } from '../../../common/keywordFields';
import { oneListField } from '../../../common/listFields';
import { quietFromField, quietToField } from '../../../common/quietHoursFields';
import { ruleOptions } from '../../../common/ruleFields';
import type { Operation } from '../../../common/run';
import { wordingsField } from '../../../common/wordingFields';
import { words } from '../../../common/words';

const ON_TOP = 'Words and phrases of your own, comma-separated or one a line, on top of the built-in ones';

const changes: INodeProperties = {
	displayName: 'Changes',
	name: 'changes',
	type: 'collection',
	default: {},
	placeholder: 'Add change',
	options: [
		{ displayName: 'Business Name', name: 'businessName', type: 'string', default: '', placeholder: 'e.g. Bella Pizza', description: 'Who writes. Every confirmation names it, so without one nothing is confirmed.' },
		{
			...oneListField('Default List', 'defaultList', 'The list that marketing goes out on where a node names none and its rule is as in settings'),
			default: { mode: 'list', value: 'marketing' },
		},
		{
			displayName: 'Default Rule',
			name: 'rule',
			type: 'options',
			options: ruleOptions,
			default: 'required',
			description: 'Whether nodes that go by the settings let people without an opt-in through. WhatsApp, and the law in many countries, asks for an opt-in.',
		},
		keywordsField('Help Keywords', 'helpKeywords', 'e.g. support, question', ON_TOP),
		{
			displayName: 'Keep Reports For (Days)',
			name: 'keepReportsDays',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 3650, numberPrecision: 0 },
			default: 90,
			description: 'How long the reports of campaigns, and decisions kept with them, stay in the store',
		},
		keywordListsField('Lists that a keyword joins or leaves, for all triggers. What is set here takes the place of all mappings set before; without a keyword there are none.'),
		keywordsField('Opt-In Keywords', 'optInKeywords', 'e.g. pizza club', `${ON_TOP}. YES listed here opts in anybody who writes it.`),
		keywordsField('Opt-Out Keywords', 'optOutKeywords', 'e.g. no more pizza', ON_TOP),
		{
			displayName: 'Quiet Hours',
			name: 'quietHours',
			type: 'fixedCollection',
			default: {},
			placeholder: 'Add hours',
			options: [
				{
					displayName: 'Hours',
					name: 'hours',
					values: [quietFromField, quietToField],
				},
			],
			description: "When no marketing goes out, in the person's own time zone",
		},
		{
			displayName: 'Take Opt-Ins and Answer Keywords',
			name: 'enabled',
			type: 'boolean',
			default: true,
			description: 'Whether keywords opt people in and are answered, in all triggers. Opt-outs are recorded even when this is off.',
		},
		wordingsField('Wording', 'action', 'en', 'Confirmation texts for all Send Confirmation nodes. What a node says itself comes first.'),
	],
};

export const updateSettings: Operation = {
	fields: [changes],
	async execute(run) {
		return await eachItem(run, async (_, index) =>
			itemsFrom([await run.store.updateSettings(changeOf(run.read<IDataObject>('changes', index, {})))], index),
		);
	},
};

function changeOf(written: IDataObject): Partial<ConsentSettings> {
	const change: Partial<ConsentSettings> = {};
	if (written.rule !== undefined) change.rule = ruleIn(written.rule);
	if (typeof written.defaultList === 'string') change.defaultList = written.defaultList.trim();
	if (written.keepReportsDays !== undefined) change.keepReportsDays = Number(written.keepReportsDays);
	if (typeof written.businessName === 'string') change.businessName = written.businessName;
	for (const name of ['optOutKeywords', 'optInKeywords', 'helpKeywords'] as const) {
		const value = written[name];
		if (typeof value === 'string') change[name] = words(value);
	}
	if (written.enabled !== undefined) {
		if (typeof written.enabled !== 'boolean') throw new Error('Take Opt-Ins and Answer Keywords must be true or false.');
		change.enabled = written.enabled;
	}
	if (written.keywordLists !== undefined) change.keywordLists = keywordListsIn(written.keywordLists as IDataObject);
	const hours = (written.quietHours as { hours?: { from: string; to: string } } | undefined)?.hours;
	if (hours !== undefined) change.quietHours = hours;
	const wordings = (written.wordings as { wording?: Array<{ action: string; language: string; text: string }> } | undefined)?.wording;
	if (wordings !== undefined) {
		const byAction: ConsentSettings['wordings'] = {};
		for (const { action, language, text } of wordings) byAction[action] = { ...byAction[action], [language]: text };
		change.wordings = byAction;
	}
	return change;
}

function ruleIn(written: unknown): ConsentSettings['rule'] {
	if (written === 'required' || written === 'soft') return written;
	throw new Error('Default Rule must be required or soft.');
}

function keywordListsIn(written: IDataObject): Record<string, string[]> {
	const { lists, incomplete } = listsByKeyword(written);
	if (incomplete > 0) throw new Error('Keywords for Lists: a line lacks its keyword or its list. Fill in both, or remove the line.');
	return lists;
}
