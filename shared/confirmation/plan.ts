import { buttonsFor, type PlannedButtons } from './buttons';
import { recipientOf, type Recipient } from './address';
import { Composer } from './compose';
import { readItem } from './item';
import { situationOf } from './situation';
import { confirmationClaim } from '../store/deliveries';
import type { ConfirmationContext, ConfirmationItem, ConfirmationPlan, ConfirmationSettings } from './types';
import { windowOpen } from './window';
import type { MessageKey } from './wordings';

/** One confirmation, soon or not at all: later it would only surprise. */
const OPT_OUT_MAX_AGE_MS = 5 * 60 * 1000;
/** So many messages in a row that could not be delivered (131026), and confirmations are no longer tried until the person writes. */
export const UNREACHABLE_AFTER = 3;
const OPT_OUTS: ReadonlySet<MessageKey> = new Set(['opt_out', 'opt_out_lists', 'already_opted_out', 'block']);

/**
 * What to send for one item, or why nothing is sent. Pure; `now` in milliseconds. `input` is the item's JSON as it came in.
 * Whether it was sent before is not known here: `deliverConfirmation` asks the store.
 */
export function planConfirmation(
	input: unknown,
	settings: ConfirmationSettings,
	now: number,
	context: ConfirmationContext = {},
): ConfirmationPlan {
	const read = readItem(input);
	if (!read.ok) return { problem: read.problem };
	const { item } = read;
	const situation = situationOf(item, settings, context);
	if ('skip' in situation) return situation;
	const { say, choice } = situation;
	const { form = 'text', template } = settings.messages?.[choice] ?? {};
	if (settings.enabled === false || form === 'off') return { skip: 'disabled' };
	if (OPT_OUTS.has(say) && tooLate(item, settings, now)) return { skip: 'too_late' };
	const recipient = recipientOf(item);
	if (recipient === undefined) return { skip: item.groupId === undefined ? 'unreachable' : 'group' };
	if (context.unreachable === true) return { skip: 'unreachable' };
	const claimKey = claimKeyOf(item, recipient);
	if (claimKey === undefined) return { problem: 'The item has neither eventId nor messageId nor occurredAt, so nobody could tell whether it was confirmed before. Pass the trigger’s fields on.' };

	const byTemplate = form === 'template' || !windowOpen(item, context, now);
	if (byTemplate && template === undefined) {
		return form === 'template' ? { problem: `“${choice}” is to go out as a template, but none is named. Name one, or choose text.` } : { skip: 'window_closed' };
	}
	let buttons: PlannedButtons;
	try {
		buttons = buttonsFor(say, form !== 'text' || byTemplate, item, settings, context);
	} catch (error) {
		// Lists or an event id that no button can carry.
		return { problem: error instanceof Error ? error.message : String(error) };
	}
	const composer = new Composer(item, settings, context);
	const composed = byTemplate && template !== undefined ? composer.template(say, template, buttons) : composer.freeForm(say, buttons);
	if ('problem' in composed) return composed;
	return {
		send: {
			claimKey,
			...(item.eventId !== undefined && { eventId: item.eventId }),
			contact: recipient.contact,
			wording: composed.wording,
			message: {
				phoneNumberId: item.phoneNumberId ?? settings.phoneNumberId,
				address: recipient.address,
				content: composed.content,
				callback: { contact: recipient.contact, ...(item.eventId !== undefined && { eventId: item.eventId }) },
			},
		},
	};
}

function tooLate({ occurredAt }: ConfirmationItem, { optOutMaxAgeMs = OPT_OUT_MAX_AGE_MS }: ConfirmationSettings, now: number): boolean {
	return occurredAt !== undefined && now - occurredAt > optOutMaxAgeMs;
}

/** Events that were not recorded, and help, are known by the message they came in. */
function claimKeyOf({ eventId, messageId, action, occurredAt }: ConfirmationItem, { contact }: Recipient): string | undefined {
	if (eventId !== undefined) return confirmationClaim(eventId);
	if (messageId !== undefined) return `confirm:${messageId}:${action}`;
	return occurredAt === undefined ? undefined : `confirm:${contact}:${action}:${occurredAt}`;
}
