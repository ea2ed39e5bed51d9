/**
 * WhatsApp's limits, in characters as Meta counts them at the latest (UTF-16 units).
 * Sources: https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/text-messages and
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/interactive-reply-buttons-messages
 */
export const LIMITS = { text: 4096, textWithButtons: 1024, buttonLabel: 20, buttons: 3, templateParameter: 1024 } as const;

const number = new Intl.NumberFormat('en');

/** Says in the editor's words what is too long, or undefined. `what` names the text as the operator knows it. */
export function tooLong(what: string, text: string, limit: number, because = 'WhatsApp takes'): string | undefined {
	if (text.length <= limit) return undefined;
	return `${what} is ${number.format(text.length)} characters long; ${because} at most ${number.format(limit)}. Shorten it by ${number.format(text.length - limit)}.`;
}

/** What is wrong with the labels of one message's buttons. */
export function labelProblems(labels: readonly string[]): string[] {
	const problems = labels.flatMap((label) =>
		label.trim() === ''
			? ['A button label is empty. Write what the person agrees to by tapping it.']
			: (tooLong(`The button label “${label}”`, label, LIMITS.buttonLabel) ?? []),
	);
	if (labels.length > LIMITS.buttons) problems.push(`The message has ${labels.length} buttons; WhatsApp takes at most ${LIMITS.buttons}.`);
	return [...problems, ...equalLabels(labels)];
}

/** WhatsApp refuses buttons of one message that have the same label. */
export function equalLabels(labels: readonly string[]): string[] {
	if (new Set(labels).size === labels.length) return [];
	return [`Two buttons have the same label (${labels.map((label) => `“${label}”`).join(', ')}). Give each its own.`];
}
