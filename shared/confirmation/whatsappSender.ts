import type { Identifiers } from '../identity';
import { identifiersOf } from '../identity';
import { buildCallbackData } from '../whatsapp/callbackData';
import type { SendResult, Sender } from '../whatsapp/graph/send';
import type { ConfirmationSender, OutgoingConfirmation, SendOutcome } from './types';

/** What an answer told of who the person behind an address is. */
export type OnAnswer = (to: Identifiers, answer: { waId?: string; userId?: string }) => Promise<void>;

/** Sends confirmations through the Cloud API. `senderFor` gives the sender of a business number, or of the account's own. */
export function whatsappSender(senderFor: (phoneNumberId: string | undefined) => Sender, onAnswer: OnAnswer): ConfirmationSender {
	return {
		async send(message): Promise<SendOutcome> {
			const to = identifiersOf('to' in message.address ? message.address.to : message.address.recipient);
			const result = await sendContent(senderFor(message.phoneNumberId), to, message);
			if (!result.ok) {
				const { meaning, action, detail } = result;
				return { ok: false, meaning, action, detail, ...(typeof result.code === 'number' && { code: result.code }) };
			}
			await onAnswer(to, result);
			return { ok: true, messageId: result.messageId };
		},
	};
}

async function sendContent(sender: Sender, to: Identifiers, { content, callback }: OutgoingConfirmation): Promise<SendResult> {
	const base = { to, callbackData: buildCallbackData(callback) };
	switch (content.type) {
		case 'text':
			return await sender.sendText({ ...base, text: content.body });
		case 'interactive':
			return await sender.sendInteractive({ ...base, body: content.body, buttons: content.buttons });
		case 'template':
			return await sender.sendTemplate({
				...base,
				name: content.name,
				language: content.language,
				components: [
					...(content.parameters.length > 0
						? [
								{
									type: 'body',
									parameters: content.parameters.map(({ text, name }) => ({
										type: 'text',
										text,
										...(name !== undefined && { parameter_name: name }),
									})),
								},
							]
						: []),
					...content.quickReplies.map((payload, index) => ({
						type: 'button',
						sub_type: 'quick_reply',
						index: String(index),
						parameters: [{ type: 'payload', payload }],
					})),
				],
			});
	}
}
