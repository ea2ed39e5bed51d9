import { z } from 'zod';
import type { Caller } from './call';
import type { CallResult, WhatsAppAccount } from './types';

const OBJECT = 'whatsapp_business_account';

/** Where the app's webhooks go. One per app: a second subscription overwrites the first. */
export interface AppSubscription {
	callbackUrl: string;
	active: boolean;
	fields: string[];
}

/** An app that the account's events flow to. */
export interface SubscribedApp {
	id?: string;
	name?: string;
	overrideCallbackUrl?: string;
}

export interface Subscriptions {
	/** The app's own webhook, if it has one for WhatsApp. */
	getAppSubscription(): Promise<CallResult<AppSubscription | undefined>>;
	/** Sets the app's webhook, in place of any other. Meta asks the address for its verify token before it answers. */
	subscribeApp(subscription: { callbackUrl: string; verifyToken: string; fields: readonly string[] }): Promise<CallResult<void>>;
	/** Takes the app's webhook away. */
	unsubscribeApp(): Promise<CallResult<void>>;
	subscribedApps(): Promise<CallResult<SubscribedApp[]>>;
	/** Lets the account's events flow to the app. */
	subscribeWaba(): Promise<CallResult<void>>;
	unsubscribeWaba(): Promise<CallResult<void>>;
}

const done = z.object({ success: z.literal(true) }).transform(() => undefined);
const field = z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]);

const appSubscriptions = z.object({
	data: z.array(z.object({ object: z.string(), callback_url: z.string(), active: z.boolean().catch(true), fields: z.array(field).catch([]) })),
});

const apps = z.object({
	data: z.array(
		z.object({
			whatsapp_business_api_data: z.object({ id: z.string().optional(), name: z.string().optional() }).optional().catch(undefined),
			override_callback_uri: z.string().optional(),
		}),
	),
});

/** Source: https://developers.facebook.com/docs/graph-api/webhooks/subscriptions-edge */
export function subscriptions(call: Caller, account: WhatsAppAccount): Subscriptions {
	const app = { path: `${encodeURIComponent(account.appId)}/subscriptions`, as: 'app' } as const;
	const waba = { path: `${encodeURIComponent(account.businessAccountId)}/subscribed_apps` };
	return {
		getAppSubscription: async () => {
			const found = await call({ ...app, method: 'GET', answer: appSubscriptions });
			if (!found.ok) return found;
			const ours = found.value.data.find(({ object }) => object === OBJECT);
			return { ok: true, value: ours && { callbackUrl: ours.callback_url, active: ours.active, fields: ours.fields } };
		},
		subscribeApp: ({ callbackUrl, verifyToken, fields }) =>
			call({
				...app,
				method: 'POST',
				body: { object: OBJECT, callback_url: callbackUrl, verify_token: verifyToken, fields: fields.join(','), include_values: true },
				answer: done,
			}),
		unsubscribeApp: () => call({ ...app, method: 'DELETE', query: { object: OBJECT }, answer: done }),
		subscribedApps: async () => {
			const found = await call({ ...waba, method: 'GET', answer: apps });
			if (!found.ok) return found;
			return {
				ok: true,
				value: found.value.data.map(({ whatsapp_business_api_data: data, override_callback_uri: overrideCallbackUrl }) => ({ ...data, overrideCallbackUrl })),
			};
		},
		subscribeWaba: () => call({ ...waba, method: 'POST', answer: done }),
		unsubscribeWaba: () => call({ ...waba, method: 'DELETE', answer: done }),
	};
}
