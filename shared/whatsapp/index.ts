export { verifySignature } from './signature';
export { parseWebhook } from './parseWebhook';
export type { ParseOptions } from './parseWebhook';
export { isWebhook } from './reading/changes';
export { readWebhook } from './reading/readWebhook';
export type { ReadOptions } from './reading/readWebhook';
export { asMessage, createInterpreter, interpret } from './interpret';
export type { Interpreter, InterpretOptions } from './interpret';
export { publicItem } from './publicItem';
export { signalIdOf } from './signalId';
export { SOURCE, stopFromRefusedSend, toEvents } from './events';
export type { EventOptions } from './events';
export { buildPayload, parsePayload } from './ourPayloads';
export type { OurPayload } from './ourPayloads';
export { buildCallbackData, parseCallbackData } from './callbackData';
export type { CallbackData } from './callbackData';
export { readPreferenceForm } from './preferenceForm';
export { SIGNAL_ACTIONS } from './items';
export type {
	IdentityItem,
	IdentityLink,
	ItemBase,
	MessageItem,
	OtherItem,
	Raw,
	SignalAction,
	SignalItem,
	StatusItem,
	Tap,
	WebhookItem,
} from './items';
