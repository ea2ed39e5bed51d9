import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { ConsentSettings } from '../../../../shared';
import { eachItem } from '../../../common/eachItem';
import { itemsFrom } from '../../../common/items';
import { keywordListsField } from '../../../common/keywordListsField';
import { listKeys, oneListField } from '../../../common/listFields';
import { ruleOptions } from '../../../common/ruleFields';
import type { Operation } from '../../../common/run';

const keywordField = (displayName: string, name: string, placeholder: string): INodeProperties => ({
	displayName,
	name,
	type: 'string',
	default: '',
	placeholder,
	description: 'Comma-separated list of words and phrases of your own, on top of the built-in ones',
});

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
		keywordField('Help Keywords', 'helpKeywords', 'e.g. support, question'),
		{
			displayName: 'Keep Reports For (Days)',
			name: 'keepReportsDays',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 3650, numberPrecision: 0 },
			default: 90,
			description: 'How long the reports of campaigns, and decisions kept with them, stay in the store',
		},
		keywordListsField('Lists that a keyword joins or leaves, for all triggers. What is set here takes the place of all mappings set before; without a keyword there are none.'),
		keywordField('Opt-In Keywords', 'optInKeywords', 'e.g. pizza club'),
		keywordField('Opt-Out Keywords', 'optOutKeywords', 'e.g. no more pizza'),
		{
			displayName: 'Quiet Hours',
			name: 'quietHours',
			type: 'fixedCollection',
			default: {},
			options: [
				{
					displayName: 'Hours',
					name: 'hours',
					values: [
						{ displayName: 'From', name: 'from', type: 'string', default: '21:00', placeholder: 'e.g. 21:00' },
						{ displayName: 'To', name: 'to', type: 'string', default: '08:00', placeholder: 'e.g. 08:00' },
					],
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
		{
			displayName: 'Wording',
			name: 'wordings',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			default: {},
			placeholder: 'Add wording',
			options: [
				{
					displayName: 'Wording',
					name: 'wording',
					values: [
						{
							displayName: 'For',
							name: 'action',
							type: 'options',
							options: [
								{ name: 'Help', value: 'help' },
								{ name: 'Opt-In', value: 'opt_in' },
								{ name: 'Opt-Out', value: 'opt_out' },
							],
							default: 'opt_out',
						},
						{ displayName: 'Language', name: 'language', type: 'string', default: 'en', placeholder: 'e.g. en' },
						{
							displayName: 'Text',
							name: 'text',
							type: 'string',
							typeOptions: { rows: 3 },
							default: '',
							placeholder: 'e.g. {business}: you will get no more offers. Reply START to come back.',
						},
					],
				},
			],
			description: 'Confirmation texts that nodes use when they say “as in settings”',
		},
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
	if (written.rule === 'required' || written.rule === 'soft') change.rule = written.rule;
	if (typeof written.defaultList === 'string') change.defaultList = written.defaultList.trim();
	if (typeof written.keepReportsDays === 'number') change.keepReportsDays = written.keepReportsDays;
	if (typeof written.businessName === 'string') change.businessName = written.businessName;
	for (const name of ['optOutKeywords', 'optInKeywords', 'helpKeywords'] as const) {
		const value = written[name];
		if (typeof value === 'string') change[name] = value.split(',').map((word) => word.trim()).filter((word) => word !== '');
	}
	if (written.enabled !== undefined) {
		if (typeof written.enabled !== 'boolean') throw new Error('Take Opt-Ins and Answer Keywords must be true or false.');
		change.enabled = written.enabled;
	}
	const keywordLists = written.keywordLists as { mapping?: Mapping[] } | undefined;
	if (keywordLists !== undefined) change.keywordLists = listsByKeyword(keywordLists.mapping ?? []);
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

interface Mapping {
	keyword: string;
	list: string;
}

function listsByKeyword(mappings: Mapping[]): Record<string, string[]> {
	const named = mappings.map(({ keyword, list }): [string, string[]] => {
		const lists = listKeys(list);
		if (keyword.trim() === '' || lists === undefined) throw new Error('Keywords for Lists: a line lacks its keyword or its list. Fill in both, or remove the line.');
		return [keyword.trim(), lists];
	});
	return Object.fromEntries(named);
}
