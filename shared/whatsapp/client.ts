import { graphCaller } from './graph/call';
import { readNumber, readNumberOverride } from './graph/number';
import type { PhoneNumber } from './graph/number';
import { sender } from './graph/send';
import type { Sender } from './graph/send';
import { subscriptions } from './graph/subscriptions';
import type { Subscriptions } from './graph/subscriptions';
import { templateReader } from './graph/templates';
import type { TemplateReader } from './graph/templates';
import type { CallResult, ClientDependencies, WhatsAppAccount } from './graph/types';

export interface WhatsAppClient extends Sender, TemplateReader, Subscriptions {
	readonly account: Pick<WhatsAppAccount, 'phoneNumberId' | 'businessAccountId' | 'appId' | 'baseUrl'>;
	/** The business number. Good for testing the credential. */
	phoneNumber(): Promise<CallResult<PhoneNumber>>;
	/** The address this number diverts its webhooks to, if any. */
	numberOverride(): Promise<CallResult<string | undefined>>;
}

/** A client for one business number. Every call answers with a value, problems included; no text of a problem holds a secret. */
export function createClient(account: WhatsAppAccount, dependencies: ClientDependencies = {}): WhatsAppClient {
	const call = graphCaller(account, dependencies);
	const { phoneNumberId, businessAccountId, appId, baseUrl } = account;
	return {
		account: { phoneNumberId, businessAccountId, appId, baseUrl },
		...sender(call, phoneNumberId),
		...templateReader(call, businessAccountId),
		...subscriptions(call, account),
		phoneNumber: () => readNumber(call, phoneNumberId),
		numberOverride: () => readNumberOverride(call, phoneNumberId),
	};
}
