import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

/** Whose decisions a run keeps under its campaign key. `ofSome` names those who were left out, in the words of the node. */
export function keepDecisionsField(ofSome: string): INodeProperties {
	const options: INodePropertyOptions[] = [
		{ name: 'Of Everybody', value: 'all' },
		{ name: 'Of Nobody', value: 'none' },
		{ name: ofSome, value: 'skipped' },
	];
	return {
		displayName: 'Keep Decisions',
		name: 'keepDecisions',
		type: 'options',
		default: 'none',
		options,
		description:
			'Whose decision and its reason are kept in the store with the campaign, so that Consent Read can say later why somebody was left out. Kept as long as reports.',
	};
}
