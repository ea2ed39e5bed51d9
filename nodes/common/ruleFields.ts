import type { INodeProperties } from 'n8n-workflow';

/** What the soft rule means for those who choose it, wherever they do. */
const SOFT = 'Also people without any record, flagged. Never anyone who said stop.';

export const ruleOptions = [
	{ name: 'Opt-In Required', value: 'required', description: 'Only people with an opt-in on record' },
	{ name: 'Soft', value: 'soft', description: SOFT },
];

/** The rule of one node, with what it costs to choose the soft one. */
export function ruleFields(description: string): INodeProperties[] {
	return [
		{
			displayName: 'Rule',
			name: 'rule',
			type: 'options',
			default: 'settings',
			options: [
				{
					name: 'As in Settings',
					value: 'settings',
					description:
						'The rule of the Consent Settings (opt-in required, unless somebody has changed it there), their quiet hours and, where no list is given, their default list',
				},
				...ruleOptions,
			],
			description,
		},
		{
			displayName:
				'The soft rule lets people through who never opted in. WhatsApp asks for an opt-in before you write to anyone, and so does the law in many countries. They count as flagged.',
			name: 'softNotice',
			type: 'notice',
			default: '',
			displayOptions: { show: { rule: ['soft'] } },
		},
	];
}
