import type { LanguageWordings } from '../types';

/** Simplified characters. */
export const zh: LanguageWordings = {
	code: 'zh',
	words: { start: '重新订阅', stop: '退订' },
	texts: {
		opt_in: '谢谢！您已订阅 {business} 的消息。如需取消，可随时回复“{stop}”。',
		opt_in_lists: '谢谢！{business} 今后将向您发送：{lists}。如需取消，可随时回复“{stop}”。',
		opt_out: '您已退订。{business} 将不再向您发送营销消息。如需恢复，可随时回复“{start}”。',
		opt_out_lists: '您已退订。{business} 将不再向您发送：{lists}。如果您改变主意，请点击下方按钮。',
		help: '这里是 {business}。回复“{stop}”可停止接收我们的营销消息，回复“{start}”可恢复接收。如有其他问题，请直接在这里给我们留言。',
		already_opted_in: '您已经订阅了 {business} 的消息。如需取消，可随时回复“{stop}”。',
		already_opted_out: '您此前已退订 {business} 的营销消息。如需恢复，可随时回复“{start}”。',
		opt_out_likely: '您希望不再接收 {business} 的营销消息吗？请点击下方按钮，或回复“{stop}”退订。',
		confirm_opt_in: '请确认您希望接收 {business} 的消息（{lists}）。请点击下方按钮，或回复“{start}”。如果您没有提出过此请求，请忽略这条消息。',
		block: '{business} 将不再向您发送任何消息。如果您改变主意，请在这里给我们留言。',
		button_stop: '停止接收',
		button_keep: '继续接收',
		button_return: '重新订阅',
		button_confirm: '是的，我确认',
		button_order: '我是指我的订单',
		marketing: '营销消息',
	},
};
