import type { MessageContent } from './messages';

/** The person rewrote a message (coexistence numbers only, up to 15 minutes later). */
export const edit = (originalMessageId: string, edited: MessageContent): MessageContent => ({
	type: 'edit',
	edit: { original_message_id: originalMessageId, message: edited },
});

/** The person deleted a message for everyone (coexistence numbers only, up to 2 days later). */
export const revoke = (originalMessageId: string): MessageContent => ({
	type: 'revoke',
	revoke: { original_message_id: originalMessageId },
});

/** An emoji on a message; without the emoji the reaction was taken back. */
export const reaction = (messageId: string, emoji?: string): MessageContent => ({
	type: 'reaction',
	reaction: emoji === undefined ? { message_id: messageId } : { message_id: messageId, emoji },
});
