import type { INodeExecutionData } from 'n8n-workflow';

import type { CampaignRecipient, TemplateValues } from '../../shared/campaign';
import { contactOf } from '../common/contactFields';
import type { ParameterReader } from '../common/parameters';

type Written = Partial<Record<'body' | 'button' | 'header', Array<{ value?: unknown }> | { value?: unknown }>>;

/** One recipient per item, read when its turn comes near: a hundred thousand expressions at once would stand still for a minute. */
export function* recipientsOf(items: INodeExecutionData[], read: ParameterReader): Generator<CampaignRecipient> {
	for (const [index, { json }] of items.entries()) {
		const recipient: CampaignRecipient = { contact: '', consent: json.consent };
		try {
			recipient.contact = contactOf(json, read, index);
			recipient.values = valuesAt(read, index);
		} catch (error) {
			recipient.problem = error instanceof Error ? error.message : String(error);
		}
		yield recipient;
	}
}

function valuesAt(read: ParameterReader, index: number): TemplateValues {
	const written = read<Written>('templateParameters', index, {});
	const [header] = valuesOf(written.header);
	return { body: valuesOf(written.body), buttons: valuesOf(written.button), ...(header !== undefined && { header }) };
}

function valuesOf(written: Written['body']): string[] {
	if (written === undefined) return [];
	return (Array.isArray(written) ? written : [written]).map(({ value }) => (value === undefined || value === null ? '' : String(value)));
}
