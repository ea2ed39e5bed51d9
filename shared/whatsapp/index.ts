export { verifySignature } from './signature';
export { parseWebhook } from './parseWebhook';
export type { ParseOptions } from './parseWebhook';
export { isWebhook } from './reading/changes';
export { readWebhook } from './reading/readWebhook';
export type { ReadOptions } from './reading/readWebhook';
export { asMessage, interpret } from './interpret';
export type { InterpretOptions } from './interpret';
export { publicItem } from './publicItem';
export { signalIdOf } from './signalId';
export { doubtFromRefusedSend, SOURCE, stopFromRefusedSend, toEvents } from './events';
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
export { createClient } from './client';
export type { WhatsAppClient } from './client';
export { HttpFailure } from './graph/types';
export type { CallProblem, CallResult, ClientDependencies, Http, HttpAnswer, HttpRequest, WhatsAppAccount } from './graph/types';
export { linksOfSend } from './graph/send';
export type { InteractiveMessage, SendResult, TemplateMessage, TextMessage } from './graph/send';
export { strictest } from './graph/templates';
export type { Template, TemplatePage } from './graph/templates';
export type { PhoneNumber } from './graph/number';
export type { AppSubscription, SubscribedApp } from './graph/subscriptions';
export { ERROR_TABLE, errorRule, SEND_ACTIONS } from './errorTable';
export type { ErrorRule, SendAction } from './errorTable';
export { callbackProblem, isLoopback } from './callbackAddress';
export { isRegistered, planSubscription, register, unregister, WEBHOOK_FIELDS } from './subscription';
export type { Plan, Registration, RegistrationResult } from './subscription';
