import type { MessageContent } from './messages';

/** Tap on a quick reply of a template. Without a payload set at send time Meta repeats the label. */
export const templateButton = (label: string, payload: string = label): MessageContent => ({
	type: 'button',
	button: { payload, text: label },
});

/** Tap on a reply button of an interactive message. */
export const buttonReply = (id: string, title: string): MessageContent => ({
	type: 'interactive',
	interactive: { type: 'button_reply', button_reply: { id, title } },
});

/** Choice from an interactive list. */
export const listReply = (id: string, title: string, description?: string): MessageContent => ({
	type: 'interactive',
	interactive: {
		type: 'list_reply',
		list_reply: description === undefined ? { id, title } : { id, title, description },
	},
});

/** "I didn't request a code" on an authentication template. */
export const didNotRequestCode = (): MessageContent => templateButton("I didn't request a code", 'DID_NOT_REQUEST_CODE');
