import type { IExecuteFunctions } from 'n8n-workflow';

import { parseIdentifier } from '../../shared';
import type { ConsentSettings, FurtherRules } from '../../shared';
import type { Campaign } from '../../shared/campaign';
import { furtherRulesOf } from '../ConsentGate/furtherRules';
import type { FurtherRuleOptions } from '../ConsentGate/furtherRules';
import type { ParameterReader } from '../common/parameters';
import { words } from '../common/words';

interface Options extends FurtherRuleOptions {
	endpoint?: Campaign['endpoint'];
	retryUncertain?: boolean;
	heedMessagingLimit?: boolean;
}

/**
 * Runs that nobody started by hand. A sub-workflow is not among them: n8n does not tell it whether its parent was started from the
 * editor, so there only an armed node sends to everybody.
 */
const STARTED_BY_EVENTS: ReadonlySet<string> = new Set(['trigger', 'webhook', 'cli', 'retry', 'error']);

/** The node's parameters as one campaign; those that hold expressions are read for the first item. */
export async function campaignOf(functions: IExecuteFunctions, read: ParameterReader, settings: () => Promise<ConsentSettings>): Promise<Campaign> {
	const options = read<Options>('options', 0, {});
	const { brand, defaultCountry } = await functions.getCredentials<{ brand?: string; defaultCountry?: string }>('consentStoreApi');
	const testRun = !STARTED_BY_EVENTS.has(functions.getMode()) && read<boolean>('armed', 0, false) !== true;
	const rule = read<Campaign['rule']>('rule', 0, 'settings');
	const further: FurtherRules = (await furtherRulesOf({ coolDown: true, ...options }, rule, settings)) ?? {};
	if (testRun) further.testRecipients = testRecipients(read<string>('testRecipients', 0, ''), defaultCountry);
	return {
		key: keyOf(functions, read, testRun),
		template: { name: text(read, 'templateName'), language: text(read, 'templateLanguage') },
		rule,
		list: text(read, 'list'),
		messagesPerSecond: Number(read<number>('messagesPerSecond', 0, 80)),
		passRequired: read<boolean>('gateHere', 0, true) === false,
		brand: brand?.trim() || 'default',
		policy: { further },
		endpoint: options.endpoint ?? 'automatic',
		retryUncertain: options.retryUncertain === true,
		heedMessagingLimit: options.heedMessagingLimit !== false,
	};
}

/** A test run must not use up the real campaign's one message per person, and can be repeated. */
function keyOf(functions: IExecuteFunctions, read: ParameterReader, testRun: boolean): string {
	const execution = `execution-${functions.getExecutionId()}`;
	const written = text(read, 'campaignKey');
	if (testRun) return `test:${execution}`;
	return written === '' ? execution : written;
}

function testRecipients(written: string, defaultCountry: string | undefined): Set<string> {
	const country = defaultCountry?.trim();
	const keys = words(written)
		.map((one) => parseIdentifier(one, country ? { defaultCountry: country } : {}))
		.flatMap((parsed) => (parsed.ok ? parsed.keys : []));
	return new Set(keys);
}

function text(read: ParameterReader, name: string): string {
	return String(read<string>(name, 0, '') ?? '').trim();
}
