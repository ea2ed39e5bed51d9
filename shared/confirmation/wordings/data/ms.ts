import type { LanguageWordings } from '../types';

export const ms: LanguageWordings = {
	code: 'ms',
	words: { start: 'START', stop: 'STOP' },
	texts: {
		opt_in: 'Terima kasih! Anda kini melanggan mesej daripada {business}. Untuk berhenti pada bila-bila masa, balas {stop}.',
		opt_in_lists: 'Terima kasih! Mulai sekarang {business} akan menghantar kepada anda: {lists}. Untuk berhenti pada bila-bila masa, balas {stop}.',
		opt_out: 'Langganan anda telah dihentikan. {business} tidak akan menghantar mesej pemasaran lagi kepada anda. Untuk kembali pada bila-bila masa, balas {start}.',
		opt_out_lists: 'Langganan anda telah dihentikan. {business} tidak akan lagi menghantar kepada anda: {lists}. Jika anda berubah fikiran, ketik butang di bawah.',
		help: 'Ini {business}. Balas {stop} untuk menghentikan mesej pemasaran kami, atau {start} untuk menerimanya. Untuk perkara lain, sila tulis kepada kami di sini.',
		already_opted_in: 'Anda sudah pun melanggan mesej daripada {business}. Untuk berhenti pada bila-bila masa, balas {stop}.',
		already_opted_out: 'Langganan anda untuk mesej pemasaran daripada {business} sudah pun dihentikan. Untuk kembali pada bila-bila masa, balas {start}.',
		opt_out_likely: 'Adakah anda mahu berhenti menerima mesej pemasaran daripada {business}? Sila ketik salah satu butang di bawah, atau balas {stop} untuk berhenti.',
		confirm_opt_in: 'Sila sahkan bahawa anda mahu menerima mesej daripada {business} ({lists}). Ketik butang di bawah atau balas {start}. Jika anda tidak memintanya, abaikan mesej ini.',
		block: '{business} tidak akan menghantar mesej lagi kepada anda. Jika anda berubah fikiran, sila tulis kepada kami di sini.',
		button_stop: 'Hentikan mesej',
		button_keep: 'Terus terima',
		button_return: 'Langgan semula',
		button_confirm: 'Ya, saya sahkan',
		button_order: 'Maksud saya pesanan',
		marketing: 'mesej pemasaran',
	},
};
