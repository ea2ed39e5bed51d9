import type { Settings } from './settings';

export type AppSubscription = { callbackUrl: string; verifyToken: string; fields: string[]; includeValues: boolean };
export type Override = { callbackUrl: string; verifyToken: string };

/** Where webhooks go. A target set directly stands above everything and gets every field. */
export class Subscriptions {
	direct?: string;
	/** one callback per app and object: a second subscription overwrites the first */
	app?: AppSubscription;
	accountSubscribed = false;
	accountOverride?: Override;
	numberOverride?: Override;

	/** Precedence number, account, app; an account that is not subscribed to the app sends nothing. */
	targetFor(field: string, settings: Settings): { url: string } | { reason: string } {
		if (this.direct !== undefined) return { url: this.direct };
		if (!this.app && !this.numberOverride && !this.accountOverride) return { reason: 'no_target' };
		if (!this.accountSubscribed) return { reason: 'account_not_subscribed' };
		const override = this.numberOverride ?? this.accountOverride;
		if (override && settings.overrideFields.includes(field)) return { url: override.callbackUrl };
		if (!this.app) return { reason: 'no_target' };
		if (!this.app.fields.includes(field)) return { reason: 'field_not_subscribed' };
		return { url: this.app.callbackUrl };
	}

	clear(): void {
		this.direct = undefined;
		this.app = undefined;
		this.accountSubscribed = false;
		this.accountOverride = undefined;
		this.numberOverride = undefined;
	}
}
