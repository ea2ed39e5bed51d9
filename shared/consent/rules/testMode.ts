import { idKeys } from '../../identity';
import type { FurtherRule } from './types';

/** In a test run everybody but the named recipients is left alone. */
export const testMode: FurtherRule = (rules, { state }) => {
	const recipients = rules.testRecipients;
	if (recipients === undefined) return undefined;
	return [state.contact, ...idKeys(state)].some((key) => recipients.has(key)) ? undefined : { reason: 'test_mode' };
};
