import type { LanguageWordings } from '../types';

/** The detector's Vietnamese stop words also cancel an order or count only where Vietnamese is ticked, so STOP it is. */
export const vi: LanguageWordings = {
	code: 'vi',
	words: { start: 'START', stop: 'STOP' },
	texts: {
		opt_in: 'Cảm ơn bạn! Bạn đã đăng ký nhận tin nhắn từ {business}. Để ngừng nhận bất cứ lúc nào, hãy trả lời {stop}.',
		opt_in_lists: 'Cảm ơn bạn! Từ nay {business} sẽ gửi cho bạn: {lists}. Để ngừng nhận bất cứ lúc nào, hãy trả lời {stop}.',
		opt_out: 'Bạn đã hủy đăng ký. {business} sẽ không gửi tin nhắn quảng cáo cho bạn nữa. Để nhận lại bất cứ lúc nào, hãy trả lời {start}.',
		opt_out_lists: 'Bạn đã hủy đăng ký. {business} sẽ không còn gửi cho bạn: {lists}. Nếu đổi ý, vui lòng nhấn nút bên dưới.',
		help: 'Đây là {business}. Trả lời {stop} để ngừng nhận tin nhắn quảng cáo của chúng tôi, hoặc {start} để nhận. Nếu cần hỗ trợ khác, vui lòng nhắn cho chúng tôi tại đây.',
		already_opted_in: 'Bạn đang nhận tin nhắn từ {business}. Để ngừng nhận bất cứ lúc nào, hãy trả lời {stop}.',
		already_opted_out: 'Bạn đã hủy đăng ký nhận tin nhắn quảng cáo từ {business} trước đó. Để nhận lại bất cứ lúc nào, hãy trả lời {start}.',
		opt_out_likely: 'Bạn có muốn ngừng nhận tin nhắn quảng cáo từ {business} không? Vui lòng nhấn một nút bên dưới, hoặc trả lời {stop} để ngừng nhận.',
		confirm_opt_in: 'Vui lòng xác nhận rằng bạn muốn nhận tin nhắn từ {business} ({lists}). Nhấn nút bên dưới hoặc trả lời {start}. Nếu bạn không yêu cầu điều này, hãy bỏ qua tin nhắn này.',
		block: '{business} sẽ không gửi tin nhắn nào cho bạn nữa. Nếu đổi ý, vui lòng nhắn cho chúng tôi tại đây.',
		button_stop: 'Ngừng nhận tin',
		button_keep: 'Tiếp tục nhận',
		button_return: 'Đăng ký lại',
		button_confirm: 'Có, tôi xác nhận',
		button_order: 'Ý tôi là đơn hàng',
		marketing: 'tin nhắn quảng cáo',
	},
};
