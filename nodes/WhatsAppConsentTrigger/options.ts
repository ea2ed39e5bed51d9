import type { IDataObject } from 'n8n-workflow';

import type { ConsentSettings, OptInFrom, ReceivingOptions } from '../../shared';
import { listsByKeyword } from '../common/keywordFields';
import { located } from '../common/located';
import { words } from '../common/words';

/** Reads a parameter of the node, whatever kind of n8n call it stands in. */
type Read = (name: string, fallback: unknown) => unknown;

/** The trigger's parameters as the domain wants them, with what the operator set for all nodes where that is at hand. */
export function receivingOptions(read: Read, settings?: ConsentSettings): ReceivingOptions {
	const options = read('options', {}) as IDataObject;
	const languages = read('languages', []) as string[];
	const doubleOptIn = read('doubleOptIn', false) === true;
	const received: ReceivingOptions = {
		understanding: {
			...(languages.length > 0 ? { languages } : {}),
			naturalLanguage: read('naturalLanguage', 'ask') as 'off' | 'ask' | 'act',
			optOutKeywords: [...words(read('optOutKeywords', '')), ...(settings?.optOutKeywords ?? [])],
			optInKeywords: [...words(read('optInKeywords', '')), ...(settings?.optInKeywords ?? [])],
			helpKeywords: [...words(read('helpKeywords', '')), ...(settings?.helpKeywords ?? [])],
			keywordLists: { ...settings?.keywordLists, ...listsByKeyword(located(read('keywordLists', {})) as IDataObject).lists },
			...(settings === undefined ? {} : { defaultList: settings.defaultList }),
		},
		optInFrom: read('optInFrom', 'anyone') as OptInFrom,
		enabled: read('enabled', true) !== false && settings?.enabled !== false,
		recordConsent: read('recordConsent', true) !== false,
		dedupe: true,
		emitStatuses: options.emitStatuses === true,
	};
	if (doubleOptIn) received.confirmWithinDays = Number(options.confirmWithinDays ?? 30);
	return received;
}
