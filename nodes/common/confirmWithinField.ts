import type { INodeProperties } from 'n8n-workflow';

/** How long a double opt-in waits, in the options of whatever can ask for one. */
export const confirmWithinField: INodeProperties = {
	displayName: 'Confirm Within (Days)',
	name: 'confirmWithinDays',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 30,
	description: 'How long the person has for confirming a double opt-in',
};
