import type { LanguageWordings } from '../types';

export const id: LanguageWordings = {
	code: 'id',
	words: { start: 'START', stop: 'BERHENTI' },
	texts: {
		opt_in: 'Terima kasih! Anda kini berlangganan pesan dari {business}. Untuk berhenti kapan saja, balas {stop}.',
		opt_in_lists: 'Terima kasih! Mulai sekarang {business} akan mengirimkan kepada Anda: {lists}. Untuk berhenti kapan saja, balas {stop}.',
		opt_out: 'Anda telah berhenti berlangganan. {business} tidak akan mengirimkan pesan pemasaran lagi kepada Anda. Untuk kembali kapan saja, balas {start}.',
		opt_out_lists: 'Anda telah berhenti berlangganan. {business} tidak akan lagi mengirimkan kepada Anda: {lists}. Jika Anda berubah pikiran, ketuk tombol di bawah ini.',
		help: 'Ini {business}. Balas {stop} untuk menghentikan pesan pemasaran kami, atau {start} untuk menerimanya. Untuk hal lain, silakan tulis kepada kami di sini.',
		already_opted_in: 'Anda sudah berlangganan pesan dari {business}. Untuk berhenti kapan saja, balas {stop}.',
		already_opted_out: 'Anda sudah berhenti berlangganan pesan pemasaran dari {business}. Untuk kembali kapan saja, balas {start}.',
		opt_out_likely: 'Apakah Anda ingin berhenti menerima pesan pemasaran dari {business}? Silakan ketuk salah satu tombol di bawah ini, atau balas {stop} untuk berhenti.',
		confirm_opt_in: 'Mohon konfirmasi bahwa Anda ingin menerima pesan dari {business} ({lists}). Ketuk tombol di bawah ini atau balas {start}. Jika Anda tidak memintanya, abaikan pesan ini.',
		block: '{business} tidak akan mengirimkan pesan lagi kepada Anda. Jika Anda berubah pikiran, silakan tulis kepada kami di sini.',
		button_stop: 'Hentikan pesan',
		button_keep: 'Tetap terima',
		button_return: 'Berlangganan lagi',
		button_confirm: 'Ya, saya konfirmasi',
		button_order: 'Maksud saya pesanan',
		marketing: 'pesan pemasaran',
	},
};
