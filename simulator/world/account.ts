import type { BusinessNumber } from '../payloads';

/** The Meta app, WhatsApp Business account and number that the simulator plays. */
export type Account = BusinessNumber & {
	appId: string;
	appSecret: string;
	accessToken: string;
	displayName: string;
	/** sent in the handshake when a webhook target is set directly */
	verifyToken: string;
};

export type SimulatorOptions = {
	/** 0 or absent: a free port */
	port?: number;
	appId: string;
	appSecret: string;
	accessToken: string;
	phoneNumberId: string;
	businessAccountId: string;
	verifyToken?: string;
	displayName?: string;
	displayPhoneNumber?: string;
	/** milliseconds since the epoch; default: the machine's clock */
	now?: () => number;
};

export const accountOf = (options: SimulatorOptions): Account => ({
	appId: options.appId,
	appSecret: options.appSecret,
	accessToken: options.accessToken,
	phoneNumberId: options.phoneNumberId,
	businessAccountId: options.businessAccountId,
	verifyToken: options.verifyToken ?? '',
	displayName: options.displayName ?? 'Blue Door Bakery',
	displayPhoneNumber: options.displayPhoneNumber ?? '+1 555-010-0000',
});
