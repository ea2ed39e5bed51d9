import type { ConsentSettings, ConsentStore } from '../store/types';
import type { FormTokens } from './csrf';
import type { PublicTexts } from './texts';
import type { Slowdown, Throttle } from './throttle';

export const PAGES = ['operator', 'optIn', 'preferences'] as const;
export type PageName = (typeof PAGES)[number];

/** The operator's own texts: language (or `*` for all) → texts. */
export type OwnTexts = Readonly<Record<string, Partial<PublicTexts>>>;

export interface PagesSettings {
	pages: readonly PageName[];
	/** Lists that have an opt-in page; the first is the one shown when none is named. */
	lists: readonly string[];
	businessName: string;
	texts: OwnTexts;
	defaultLanguage: string;
	/** ISO 3166; chosen beforehand in the country picker. */
	defaultCountry: string;
	doubleOptIn: boolean;
	confirmWithinDays: number;
	/** Keep IP address and browser in the evidence. */
	keepAddress: boolean;
	/** Opt-ins that one IP address may send in an hour. */
	optInsPerHour: number;
	/** `#rrggbb`. */
	accent: string;
	/** Number that people write to, for wa.me links. */
	joinNumber: string;
	/** IANA name, for the times shown to operators. */
	timeZone: string;
}

export interface Operator {
	name: string;
	password: string;
}

export interface PagesSecrets {
	linkSecret: string;
	operators: readonly Operator[];
	/** Some of them could not be read. */
	unreadable?: boolean;
	/** Empty: the endpoint for other systems is off. */
	apiSecret: string;
}

/** Memory of one process that makes guessing and flooding slow. */
export interface Brakes {
	logins: Slowdown;
	optIns: Throttle;
}

/** All that a page is made from. */
export interface PagesContext {
	store: ConsentStore;
	brand: string;
	settings: PagesSettings;
	/** What operators decided for all nodes. */
	consentSettings: ConsentSettings;
	secrets: PagesSecrets;
	brakes: Brakes;
	tokens: FormTokens;
	/** Milliseconds since 1970. */
	now: number;
	/** A text never made before, of letters and digits. */
	random: () => string;
}
