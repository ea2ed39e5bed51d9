import { z } from 'zod';
import type { Caller } from './call';
import type { CallResult } from './types';

export interface PhoneNumber {
	id: string;
	displayPhoneNumber?: string;
	verifiedName?: string;
	/** `GREEN`, `YELLOW`, `RED` or `UNKNOWN` */
	qualityRating?: string;
	/** How many people may be written to first within 24 hours, as Meta names it, e.g. `TIER_2K`. */
	messagingLimit?: string;
	/** The same as a number; `Infinity` without limit, missing where it is not known. */
	messagingLimitPeople?: number;
	/** `STANDARD` (80 messages a second) or `HIGH` (1,000) */
	throughput?: string;
}

const FIELDS = 'id,display_phone_number,verified_name,quality_rating,throughput';
const LIMIT_FIELD = 'whatsapp_business_manager_messaging_limit';
/** What Meta answers to a field it does not know. */
const UNKNOWN_FIELD = 100;

const text = z.string().optional().catch(undefined);
const numberShape = z.object({
	id: z.union([z.string(), z.number()]).transform(String),
	display_phone_number: text,
	verified_name: text,
	quality_rating: text,
	whatsapp_business_manager_messaging_limit: z.union([z.string(), z.number()]).transform(String).optional().catch(undefined),
	throughput: z.object({ level: text }).optional().catch(undefined),
});

/** Reads the business number: shows that token, number and address fit together. Older versions know no messaging limit. */
export async function readNumber(call: Caller, phoneNumberId: string): Promise<CallResult<PhoneNumber>> {
	const ask = (fields: string) => call({ method: 'GET', path: encodeURIComponent(phoneNumberId), query: { fields }, answer: numberShape });
	let found = await ask(`${FIELDS},${LIMIT_FIELD}`);
	if (!found.ok && found.code === UNKNOWN_FIELD) found = await ask(FIELDS);
	if (!found.ok) return found;
	const { id, display_phone_number, verified_name, quality_rating, throughput, whatsapp_business_manager_messaging_limit: limit } = found.value;
	return {
		ok: true,
		value: {
			id,
			displayPhoneNumber: display_phone_number,
			verifiedName: verified_name,
			qualityRating: quality_rating,
			messagingLimit: limit,
			messagingLimitPeople: limit === undefined ? undefined : peopleOf(limit),
			throughput: throughput?.level,
		},
	};
}

const configuration = z.object({ webhook_configuration: z.object({ phone_number: text }).optional().catch(undefined) });

/**
 * The address this number diverts its webhooks to, past those of app and account, if any.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/override
 */
export async function readNumberOverride(call: Caller, phoneNumberId: string): Promise<CallResult<string | undefined>> {
	const found = await call({ method: 'GET', path: encodeURIComponent(phoneNumberId), query: { fields: 'webhook_configuration' }, answer: configuration });
	if (found.ok) return { ok: true, value: found.value.webhook_configuration?.phone_number };
	return found.code === UNKNOWN_FIELD ? { ok: true, value: undefined } : found;
}

/** `TIER_250`, `TIER_2K`, `TIER_UNLIMITED`, or a bare number. */
function peopleOf(limit: string): number | undefined {
	const tier = limit.replace(/^TIER_/, '').toUpperCase();
	if (tier === 'UNLIMITED') return Infinity;
	const match = /^(\d+)(K?)$/.exec(tier);
	return match === null ? undefined : Number(match[1]) * (match[2] === 'K' ? 1000 : 1);
}
