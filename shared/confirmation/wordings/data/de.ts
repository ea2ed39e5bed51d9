import type { LanguageWordings } from '../types';

export const de: LanguageWordings = {
	code: 'de',
	words: { start: 'START', stop: 'STOPP' },
	texts: {
		opt_in: 'Vielen Dank! Sie erhalten ab jetzt Nachrichten von {business}. Zum Abmelden antworten Sie jederzeit mit {stop}.',
		opt_in_lists: 'Vielen Dank! Sie erhalten ab jetzt von {business}: {lists}. Zum Abmelden antworten Sie jederzeit mit {stop}.',
		opt_out: 'Sie sind abgemeldet. {business} sendet Ihnen keine Werbenachrichten mehr. Wenn Sie wieder welche erhalten möchten, antworten Sie jederzeit mit {start}.',
		opt_out_lists: 'Sie sind abgemeldet. {business} sendet Ihnen nicht mehr: {lists}. Wenn Sie es sich anders überlegen, tippen Sie auf die Schaltfläche unten.',
		help: 'Hier ist {business}. Antworten Sie mit {stop}, um keine Werbenachrichten mehr zu erhalten, oder mit {start}, um sie zu erhalten. Bei allem anderen schreiben Sie uns einfach hier.',
		already_opted_in: 'Sie erhalten bereits Nachrichten von {business}. Zum Abmelden antworten Sie jederzeit mit {stop}.',
		already_opted_out: 'Sie sind bereits von den Werbenachrichten von {business} abgemeldet. Wenn Sie wieder welche erhalten möchten, antworten Sie jederzeit mit {start}.',
		opt_out_likely: 'Möchten Sie keine Werbenachrichten von {business} mehr erhalten? Bitte tippen Sie auf eine Schaltfläche unten oder antworten Sie zum Abmelden mit {stop}.',
		confirm_opt_in: 'Bitte bestätigen Sie, dass Sie Nachrichten von {business} erhalten möchten ({lists}). Tippen Sie auf die Schaltfläche unten oder antworten Sie mit {start}. Falls Sie das nicht angefordert haben, ignorieren Sie diese Nachricht einfach.',
		block: '{business} sendet Ihnen keine Nachrichten mehr. Wenn Sie es sich anders überlegen, schreiben Sie uns einfach hier.',
		button_stop: 'Abmelden',
		button_keep: 'Weiter erhalten',
		button_return: 'Wieder anmelden',
		button_confirm: 'Ja, bestätigen',
		button_order: 'Ging um Bestellung',
		marketing: 'Werbenachrichten',
	},
};
