import { buildCallbackData } from '../whatsapp/callbackData';
import type { Sender } from '../whatsapp/graph/send';
import type { ConfirmationSender, Content, OutgoingConfirmation, SendOutcome } from './types';

/**
 * Sends through the WhatsApp client. `clientFor` gives the client of a business number, or the credential's own when the message
 * names none: a confirmation has to come from the number that the person wrote to, whose 24 h window is open.
 */
export function confirmationSender(clientFor: (phoneNumberId: string | undefined) => Sender): ConfirmationSender {
	return { send: (message) => sendWith(clientFor(message.phoneNumberId), message) };
}

function sendWith(client: Sender, { address, content, callback }: OutgoingConfirmation): Promise<SendOutcome> {
	const base = { to: 'to' in address ? { phone: address.to } : { userId: address.recipient }, callbackData: buildCallbackData(callback) };
	switch (content.type) {
		case 'text':
			return client.sendText({ ...base, text: content.body, previewUrl: false });
		case 'interactive':
			return client.sendInteractive({ ...base, body: content.body, buttons: content.buttons });
		case 'template':
			return client.sendTemplate({ ...base, name: content.name, language: content.language, components: componentsOf(content) });
	}
}

function componentsOf({ parameters, quickReplies }: Extract<Content, { type: 'template' }>): object[] {
	const body = parameters.map(({ text, name }) => ({ type: 'text', text, ...(name !== undefined && { parameter_name: name }) }));
	return [
		...(body.length > 0 ? [{ type: 'body', parameters: body }] : []),
		...quickReplies.map((payload, index) => ({ type: 'button', sub_type: 'quick_reply', index: String(index), parameters: [{ type: 'payload', payload }] })),
	];
}
