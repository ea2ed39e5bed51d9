import type { LanguageWordings } from '../types';

/** The business name stands where it takes no suffix. */
export const tr: LanguageWordings = {
	code: 'tr',
	words: { start: 'START', stop: 'DUR' },
	texts: {
		opt_in: 'Teşekkür ederiz! Artık {business} mesajlarına abonesiniz. Dilediğiniz zaman ayrılmak için {stop} yazabilirsiniz.',
		opt_in_lists: 'Teşekkür ederiz! {business} bundan böyle size şunları gönderecek: {lists}. Dilediğiniz zaman ayrılmak için {stop} yazabilirsiniz.',
		opt_out: 'Aboneliğiniz sona erdi. {business} size artık tanıtım mesajı göndermeyecek. Dilediğiniz zaman geri dönmek için {start} yazabilirsiniz.',
		opt_out_lists: 'Aboneliğiniz sona erdi. {business} size artık şunları göndermeyecek: {lists}. Fikrinizi değiştirirseniz aşağıdaki düğmeye dokunun.',
		help: 'Burası {business}. Tanıtım mesajlarımızı almak istemiyorsanız {stop}, almak istiyorsanız {start} yazın. Diğer konular için bize buradan yazabilirsiniz.',
		already_opted_in: '{business} mesajlarına zaten abonesiniz. Dilediğiniz zaman ayrılmak için {stop} yazabilirsiniz.',
		already_opted_out: '{business} tanıtım mesajlarından zaten ayrılmıştınız. Dilediğiniz zaman geri dönmek için {start} yazabilirsiniz.',
		opt_out_likely: '{business} tanıtım mesajlarını artık almak istemiyor musunuz? Lütfen aşağıdaki düğmelerden birine dokunun veya ayrılmak için {stop} yazın.',
		confirm_opt_in: '{business} mesajlarını ({lists}) almak istediğinizi lütfen onaylayın. Aşağıdaki düğmeye dokunun veya {start} yazın. Bunu siz istemediyseniz bu mesajı dikkate almayın.',
		block: '{business} size artık hiç mesaj göndermeyecek. Fikrinizi değiştirirseniz bize buradan yazabilirsiniz.',
		button_stop: 'Mesajları durdur',
		button_keep: 'Almaya devam et',
		button_return: 'Yeniden abone ol',
		button_confirm: 'Evet, onaylıyorum',
		button_order: 'Siparişim içindi',
		marketing: 'tanıtım mesajları',
	},
};
