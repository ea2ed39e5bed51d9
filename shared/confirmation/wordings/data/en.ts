import type { LanguageWordings } from '../types';

export const en: LanguageWordings = {
	code: 'en',
	words: { start: 'START', stop: 'STOP' },
	texts: {
		opt_in: 'Thank you! You are now subscribed to messages from {business}. To stop at any time, reply {stop}.',
		opt_in_lists: 'Thank you! From now on {business} will send you: {lists}. To stop at any time, reply {stop}.',
		opt_out: 'You are unsubscribed. {business} will not send you any more marketing messages. To come back at any time, reply {start}.',
		opt_out_lists: 'You are unsubscribed. {business} will no longer send you: {lists}. If you change your mind, tap the button below.',
		help: 'This is {business}. Reply {stop} to stop our marketing messages, or {start} to receive them. For anything else, just write to us here.',
		already_opted_in: 'You are already subscribed to messages from {business}. To stop at any time, reply {stop}.',
		already_opted_out: 'You are already unsubscribed from marketing messages from {business}. To come back at any time, reply {start}.',
		opt_out_likely: 'Would you like to stop receiving marketing messages from {business}? Please tap a button below, or reply {stop} to stop.',
		confirm_opt_in: 'Please confirm that you would like to receive messages from {business} ({lists}). Tap the button below or reply {start}. If you did not ask for this, you can ignore this message.',
		block: '{business} will not send you any more messages. If you change your mind, just write to us here.',
		button_stop: 'Stop messages',
		button_keep: 'Keep messages',
		button_return: 'Subscribe again',
		button_confirm: 'Yes, I confirm',
		button_order: 'I meant my order',
		marketing: 'marketing messages',
	},
};
