import { DEFAULT_LIST, EVERYTHING } from '../consent';
import { buildPayload } from '../whatsapp/ourPayloads';
import type { ConfirmationContext, ConfirmationItem, ConfirmationSettings } from './types';
import type { ButtonKey, MessageKey } from './wordings';

export interface PlannedButton {
	label: ButtonKey;
	id: string;
}

export interface PlannedButtons {
	buttons: PlannedButton[];
	/** The message makes no sense without them. */
	required: boolean;
}

/**
 * The buttons of a message, in order, with the payloads that our trigger understands.
 * `offered`: the operator chose buttons to come back or leave.
 * @throws {RangeError} when the lists are too many for a payload.
 */
export function buttonsFor(
	say: MessageKey,
	offered: boolean,
	item: ConfirmationItem,
	settings: ConfirmationSettings,
	context: ConfirmationContext,
): PlannedButtons {
	const comeBack = (): PlannedButton => ({ label: 'button_return', id: buildPayload({ verb: 'optin', lists: listsToReturnTo(item, settings, context) }) });
	const leave = (): PlannedButton => ({ label: 'button_stop', id: buildPayload({ verb: 'optout', lists: [EVERYTHING] }) });
	switch (say) {
		case 'opt_out_likely':
			return { buttons: askBack(item), required: true };
		case 'confirm_opt_in':
			return { buttons: [confirm(item, settings)], required: true };
		case 'opt_out_lists':
			return { buttons: [comeBack(), ...meantOrder(item, settings, context)], required: true };
		case 'opt_out':
			return { buttons: [...(offered ? [comeBack()] : []), ...meantOrder(item, settings, context)], required: offered };
		case 'already_opted_out':
			return { buttons: offered ? [comeBack()] : [], required: offered };
		case 'opt_in':
		case 'opt_in_lists':
		case 'already_opted_in':
			return { buttons: offered ? [leave()] : [], required: offered };
		case 'help':
			return { buttons: offered ? [leave(), comeBack()] : [], required: offered };
		case 'block':
			return { buttons: [], required: false };
	}
}

/** Without a recorded hold the stop still stops, and the other answer is an ordinary message. */
function askBack({ eventId }: ConfirmationItem): PlannedButton[] {
	return [
		{ label: 'button_stop', id: eventId === undefined ? buildPayload({ verb: 'optout', lists: [EVERYTHING] }) : buildPayload({ verb: 'stop', eventId }) },
		{ label: 'button_keep', id: eventId === undefined ? 'keep' : buildPayload({ verb: 'keep', eventId }) },
	];
}

function confirm(item: ConfirmationItem, settings: ConfirmationSettings): PlannedButton {
	const lists = namedLists(item, settings);
	return {
		label: 'button_confirm',
		id: item.eventId === undefined ? buildPayload({ verb: 'optin', lists }) : buildPayload({ verb: 'confirm', eventId: item.eventId, lists }),
	};
}

/**
 * After CANCEL, END and their like. The opt-out stands until the button is tapped. Somebody who was not opted in has nothing to
 * go back to: their tap reaches the staff as a message and changes nothing.
 */
function meantOrder(item: ConfirmationItem, settings: ConfirmationSettings, context: ConfirmationContext): PlannedButton[] {
	if (item.orderAmbiguous !== true) return [];
	const wasIn = item.previousStatus === 'opted_in' && item.eventId !== undefined;
	const id = wasIn
		? buildPayload({ verb: 'resume', eventId: item.eventId ?? '', lists: listsToReturnTo(item, settings, context) })
		: 'meant-my-order';
	return [{ label: 'button_order', id }];
}

/** The lists the person named; what they were on before when they left everything; else the default list. Never everything. */
function listsToReturnTo(item: ConfirmationItem, settings: ConfirmationSettings, context: ConfirmationContext): string[] {
	const named = item.lists.filter((list) => list !== EVERYTHING);
	if (named.length > 0 && !item.lists.includes(EVERYTHING)) return named;
	const previous = (context.previousLists ?? []).filter((list) => list !== EVERYTHING);
	return previous.length > 0 ? previous : [settings.defaultList ?? DEFAULT_LIST];
}

function namedLists(item: ConfirmationItem, settings: ConfirmationSettings): string[] {
	return item.lists.length > 0 ? item.lists : [settings.defaultList ?? DEFAULT_LIST];
}
