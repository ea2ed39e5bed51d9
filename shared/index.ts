/** The library face: the same domain that the nodes use, for scripts, tests and benchmarks. No n8n needed. */
export {
	CONSENT_ACTIONS,
	DEFAULT_LIST,
	DOORS,
	EVERYTHING,
	MESSAGE_CATEGORIES,
	REASON_WORDS,
	REASONS,
	asOf,
	createReport,
	decide,
	fold,
} from './consent';
export type {
	ConsentAction,
	ConsentEventInput,
	ConsentRule,
	ContactFacts,
	ContactState,
	Decision,
	Door,
	Evidence,
	FrequencyCap,
	FurtherRules,
	GateReport,
	ListState,
	MessageCategory,
	Origin,
	Policy,
	Question,
	Reason,
	Status,
} from './consent';
export { blockEntry, optInEntry, optOutEntry, recordEntries, statusOf } from './entry';
export type { Entry, OptInEntry, OptOutEntry } from './entry';
export { csvLine, exportRows } from './export';
export { allowedNow, askGate, templateCategory } from './gate';
export type { GateAnswer, GateQuestion } from './gate';
export { isUserId, parseIdentifier, parsePhone, variantsOf } from './identity';
export type { IdentifierInput, Identifiers } from './identity';
export { collisions, detect } from './keywords';
export type { Detection, DetectOptions } from './keywords';
export { INVITATION, receive, understand } from './receiving';
export type { Emitted, OptInFrom, ReceivingOptions } from './receiving';
export { listsBefore } from './consent';
export { openStore } from './store';
export * from './store/errors';
export type {
	Claim,
	ConsentSettings,
	ConsentStore,
	ContactFilter,
	ContactPage,
	ContactRecord,
	HistoryEntry,
	ImportRow,
	PostgresConfig,
	Profile,
	ProfileChange,
	RecordResult,
	SqliteConfig,
	StoreConfig,
	SubscriptionList,
} from './store/types';
export { parseWebhook, verifySignature } from './whatsapp';
