import type { LanguageWordings } from '../types';

export const nb: LanguageWordings = {
	code: 'nb',
	words: { start: 'START', stop: 'STOP' },
	texts: {
		opt_in: 'Takk! Du får nå meldinger fra {business}. Svar {stop} når som helst for å melde deg av.',
		opt_in_lists: 'Takk! Fra nå av sender {business} deg: {lists}. Svar {stop} når som helst for å melde deg av.',
		opt_out: 'Du er meldt av. {business} sender deg ikke flere markedsføringsmeldinger. Svar {start} når som helst hvis du vil ha dem igjen.',
		opt_out_lists: 'Du er meldt av. {business} sender deg ikke lenger: {lists}. Trykk på knappen nedenfor hvis du ombestemmer deg.',
		help: 'Dette er {business}. Svar {stop} for å slippe markedsføringsmeldinger fra oss, eller {start} for å få dem. Har du andre spørsmål, kan du skrive til oss her.',
		already_opted_in: 'Du får allerede meldinger fra {business}. Svar {stop} når som helst for å melde deg av.',
		already_opted_out: 'Du er allerede meldt av markedsføringsmeldinger fra {business}. Svar {start} når som helst hvis du vil ha dem igjen.',
		opt_out_likely: 'Ønsker du ikke lenger å få markedsføringsmeldinger fra {business}? Trykk på en av knappene nedenfor, eller svar {stop} for å melde deg av.',
		confirm_opt_in: 'Bekreft at du ønsker å få meldinger fra {business} ({lists}). Trykk på knappen nedenfor eller svar {start}. Hvis du ikke har bedt om dette, kan du se bort fra denne meldingen.',
		block: '{business} sender deg ikke flere meldinger. Skriv til oss her hvis du ombestemmer deg.',
		button_stop: 'Meld meg av',
		button_keep: 'Fortsett å motta',
		button_return: 'Meld meg på igjen',
		button_confirm: 'Ja, jeg bekrefter',
		button_order: 'Det gjaldt ordren',
		marketing: 'markedsføringsmeldinger',
	},
};
