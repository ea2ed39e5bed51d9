import type { LanguageWordings } from '../types';

export const it: LanguageWordings = {
	code: 'it',
	words: { start: 'ISCRIVIMI', stop: 'DISISCRIVIMI' },
	texts: {
		opt_in: 'Grazie! Da ora riceverà i messaggi di {business}. Per non riceverli più, risponda {stop} in qualsiasi momento.',
		opt_in_lists: 'Grazie! Da ora riceverà da {business}: {lists}. Per non ricevere più nulla, risponda {stop} in qualsiasi momento.',
		opt_out: 'La Sua iscrizione è stata annullata. {business} non Le invierà più messaggi promozionali. Per riceverli di nuovo, risponda {start} in qualsiasi momento.',
		opt_out_lists: 'La Sua iscrizione è stata annullata. {business} non Le invierà più: {lists}. Se cambia idea, tocchi il pulsante qui sotto.',
		help: 'Qui {business}. Risponda {stop} per non ricevere più i nostri messaggi promozionali oppure {start} per riceverli. Per qualsiasi altra richiesta, ci scriva qui.',
		already_opted_in: 'Riceve già i messaggi di {business}. Per non riceverli più, risponda {stop} in qualsiasi momento.',
		already_opted_out: 'La Sua iscrizione ai messaggi promozionali di {business} era già stata annullata. Per riceverli di nuovo, risponda {start} in qualsiasi momento.',
		opt_out_likely: 'Desidera non ricevere più messaggi promozionali da {business}? Tocchi uno dei pulsanti qui sotto oppure risponda {stop}.',
		confirm_opt_in: 'Confermi, per favore, che desidera ricevere messaggi da {business} ({lists}). Tocchi il pulsante qui sotto oppure risponda {start}. Se non lo ha richiesto, può ignorare questo messaggio.',
		block: '{business} non Le invierà più alcun messaggio. Se cambia idea, ci scriva qui.',
		button_stop: 'Non ricevere più',
		button_keep: 'Continua a ricevere',
		button_return: 'Iscrivimi di nuovo',
		button_confirm: 'Sì, confermo',
		button_order: 'Era per l’ordine',
		marketing: 'messaggi promozionali',
	},
};
