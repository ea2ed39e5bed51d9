/**
 * Meta's error codes as a consent-aware sender reads them.
 * Source: https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
export const SEND_ACTIONS = ['retry', 'skip', 'stop', 'fix', 'uncertain'] as const;
/**
 * `retry`: may be sent again later. `skip`: not to this person, or not now; others go on. `stop`: the whole run ends. `fix`: something
 * has to be set right first, nothing is wrong with the person. `uncertain`: may have been sent, so it is never repeated unasked.
 */
export type SendAction = (typeof SEND_ACTIONS)[number];

export interface ErrorRule {
	/** For the operator. */
	meaning: string;
	action: SendAction;
	/** The person stopped this business's marketing in WhatsApp. */
	recordOptOut?: true;
	/** Marketing to this person waits 24 hours. */
	coolDown?: true;
	/** May be a number without WhatsApp; a block looks the same. Never an opt-out. */
	unreachable?: true;
	/** The person behind the number may be another: opt-ins from before do not hold. */
	identityChanged?: true;
	/** Outside the 24-hour window only templates get through. */
	windowClosed?: true;
	/** The template belongs on the other send endpoint. */
	otherEndpoint?: true;
	/** Shortest wait before it may be tried again, in milliseconds. */
	waitMs?: number;
	/** Wait 4^n seconds, for this person alone. */
	perRecipient?: true;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const ACCESS = 'The access token does not work any more. Put a new one into the WhatsApp Consent Account credential.';
const PERMISSION = 'The access token lacks a permission: whatsapp_business_messaging, and whatsapp_business_management for templates and subscriptions.';
const REGISTRATION = 'The business number is not registered for the Cloud API. Register it in WhatsApp Manager.';
const PARAMETER = 'Meta refused a value in the message. See the detail.';
const TROUBLE = 'Meta had a temporary problem.';
const ROUTE_MARKETING = 'Only marketing templates may go through the Marketing Messages API. Send this one as an ordinary message.';

export const ERROR_TABLE: Readonly<Record<number, ErrorRule>> = {
	0: { meaning: ACCESS, action: 'stop' },
	1: { meaning: TROUBLE, action: 'retry' },
	2: { meaning: TROUBLE, action: 'retry' },
	3: { meaning: 'The app may not use this part of the API.', action: 'fix' },
	4: { meaning: 'The app makes too many calls. Wait before the next.', action: 'retry', waitMs: MINUTE },
	10: { meaning: PERMISSION, action: 'stop' },
	33: { meaning: 'The business number or account does not exist, or was deleted. Check the IDs in the credential.', action: 'fix' },
	100: { meaning: PARAMETER, action: 'fix' },
	190: { meaning: ACCESS, action: 'stop' },
	368: { meaning: 'Meta has blocked the account for a while for breaking its policies.', action: 'stop' },
	2200: { meaning: 'Meta could not verify the webhook address.', action: 'fix' },
	80007: { meaning: 'Too many calls for this WhatsApp Business account within an hour.', action: 'retry', waitMs: HOUR },
	130429: { meaning: 'The number sends faster than it is allowed to.', action: 'retry' },
	130472: { meaning: 'Meta keeps marketing templates from this person in an experiment. Sending again changes nothing.', action: 'skip' },
	130497: { meaning: "The business may not message people in this person's country.", action: 'skip' },
	131000: { meaning: 'Meta could not send the message, for a reason it does not name.', action: 'retry' },
	131005: { meaning: PERMISSION, action: 'stop' },
	131008: { meaning: 'The message lacks a value that Meta asks for. See the detail.', action: 'fix' },
	131009: { meaning: PARAMETER, action: 'fix' },
	131016: { meaning: TROUBLE, action: 'retry' },
	131021: { meaning: 'Sender and recipient are the same number.', action: 'fix' },
	131026: { meaning: 'The message cannot be delivered: not on WhatsApp, an old app, or terms not accepted.', action: 'skip', unreachable: true },
	131030: { meaning: 'The number is in test mode and this recipient is not on its list. Add them in the app dashboard.', action: 'fix' },
	131031: { meaning: 'The WhatsApp Business account is locked or restricted.', action: 'stop' },
	131037: { meaning: "The number's display name is not approved yet.", action: 'stop' },
	131042: { meaning: 'There is a problem with the payment method of the WhatsApp Business account.', action: 'stop' },
	131045: { meaning: REGISTRATION, action: 'stop' },
	131047: { meaning: 'More than 24 hours have passed since the person last wrote. Only a template gets through.', action: 'skip', windowClosed: true },
	131048: { meaning: 'Too many people blocked or reported this number. Look at its quality in WhatsApp Manager before sending on.', action: 'stop' },
	131049: { meaning: 'WhatsApp limits how much marketing this person gets. Not before 24 hours have passed.', action: 'skip', coolDown: true },
	131050: { meaning: "The person stopped this business's marketing in WhatsApp.", action: 'skip', recordOptOut: true },
	131051: { meaning: 'WhatsApp does not know this type of message.', action: 'fix' },
	131052: { meaning: 'A file the person sent could not be fetched.', action: 'fix' },
	131053: { meaning: 'A file in the message could not be uploaded.', action: 'fix' },
	131055: { meaning: ROUTE_MARKETING, action: 'fix', otherEndpoint: true },
	131056: { meaning: 'Too many messages to this one person in a short time.', action: 'retry', perRecipient: true },
	131057: { meaning: 'The account is in maintenance for about a minute.', action: 'retry', waitMs: MINUTE },
	131060: { meaning: 'A message of the person could not be fetched.', action: 'skip' },
	131061: { meaning: 'A template with a maximum price has to go through the Marketing Messages API.', action: 'fix', otherEndpoint: true },
	131062: { meaning: 'This message needs a phone number; the person is known by user ID only.', action: 'skip' },
	131063: { meaning: 'This account sends marketing through the Marketing Messages API only.', action: 'fix', otherEndpoint: true },
	131064: { meaning: 'Meta limits the account because templates were filed under the wrong category.', action: 'stop' },
	132000: { meaning: 'The number of parameters is not that of the template.', action: 'fix' },
	132001: { meaning: 'The template does not exist or is not approved in this language.', action: 'stop' },
	132005: { meaning: 'With its parameters filled in, the text is too long.', action: 'skip' },
	132007: { meaning: 'The content breaks a rule of WhatsApp.', action: 'fix' },
	132008: { meaning: 'A parameter has the wrong format.', action: 'fix' },
	132012: { meaning: 'A parameter has not the format the template asks for.', action: 'fix' },
	132015: { meaning: 'The template is paused because of low quality.', action: 'stop' },
	132016: { meaning: 'The template was disabled for good because of low quality.', action: 'stop' },
	132068: { meaning: 'The Flow in the message is blocked.', action: 'fix' },
	132069: { meaning: 'The Flow in the message may be sent only 10 times an hour.', action: 'retry', waitMs: HOUR },
	133000: { meaning: REGISTRATION, action: 'stop' },
	133004: { meaning: TROUBLE, action: 'retry' },
	133006: { meaning: REGISTRATION, action: 'stop' },
	133010: { meaning: REGISTRATION, action: 'stop' },
	133016: { meaning: 'The number was registered too often. Wait before the next try.', action: 'fix' },
	134100: { meaning: ROUTE_MARKETING, action: 'fix', otherEndpoint: true },
	134101: { meaning: 'The template is still being prepared for the Marketing Messages API, which takes about 10 minutes.', action: 'retry', waitMs: 10 * MINUTE },
	134102: { meaning: 'The template cannot be used with the Marketing Messages API.', action: 'fix', otherEndpoint: true },
	135000: { meaning: 'Meta refused the message without saying which value is wrong.', action: 'fix' },
	137000: { meaning: 'The person behind this number may have changed. Ask for a new opt-in.', action: 'skip', identityChanged: true },
};

/** The rule for a code, also for ranges and codes that are not known. */
export function errorRule(code: number): ErrorRule {
	const known = ERROR_TABLE[code];
	if (known !== undefined) return known;
	if (code >= 200 && code <= 299) return { meaning: PERMISSION, action: 'stop' };
	if (code >= 131201 && code <= 131215) return { meaning: 'Meta refused the message to the group.', action: 'fix' };
	return { meaning: `Meta refused with code ${code}, which is not known here. See the detail.`, action: 'fix' };
}
