import type { LanguageWordings } from '../types';

/** The business name is followed only by particles that do not depend on its last sound. */
export const ko: LanguageWordings = {
	code: 'ko',
	words: { start: '수신동의', stop: '수신거부' },
	texts: {
		opt_in: '감사합니다! 이제 {business}에서 보내는 메시지를 받으실 수 있습니다. 그만 받으시려면 언제든지 “{stop}”라고 답장해 주세요.',
		opt_in_lists: '감사합니다! 이제 {business}에서 다음 소식을 보내 드립니다: {lists}. 그만 받으시려면 언제든지 “{stop}”라고 답장해 주세요.',
		opt_out: '수신거부가 완료되었습니다. {business}에서 더 이상 광고 메시지를 보내지 않습니다. 다시 받으시려면 언제든지 “{start}”라고 답장해 주세요.',
		opt_out_lists: '수신거부가 완료되었습니다. {business}에서 더 이상 다음 소식을 보내지 않습니다: {lists}. 마음이 바뀌시면 아래 버튼을 눌러 주세요.',
		help: '{business}입니다. 광고 메시지를 그만 받으시려면 “{stop}”, 받으시려면 “{start}”라고 답장해 주세요. 다른 문의는 이곳에 메시지를 남겨 주세요.',
		already_opted_in: '이미 {business}의 메시지를 받고 계십니다. 그만 받으시려면 언제든지 “{stop}”라고 답장해 주세요.',
		already_opted_out: '이미 {business}의 광고 메시지를 수신거부하셨습니다. 다시 받으시려면 언제든지 “{start}”라고 답장해 주세요.',
		opt_out_likely: '{business}의 광고 메시지를 그만 받으시겠습니까? 아래 버튼 중 하나를 누르시거나, 수신을 중단하시려면 “{stop}”라고 답장해 주세요.',
		confirm_opt_in: '{business}의 메시지({lists}) 수신을 원하시면 확인해 주세요. 아래 버튼을 누르시거나 “{start}”라고 답장해 주세요. 요청하신 적이 없다면 이 메시지를 무시하셔도 됩니다.',
		block: '{business}에서 더 이상 어떤 메시지도 보내지 않습니다. 마음이 바뀌시면 이곳에 메시지를 남겨 주세요.',
		button_stop: '그만 받기',
		button_keep: '계속 받기',
		button_return: '다시 받기',
		button_confirm: '네, 확인합니다',
		button_order: '주문 관련이었어요',
		marketing: '광고 메시지',
	},
};
