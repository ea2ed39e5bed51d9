import type { LanguageWordings } from '../types';

export const nl: LanguageWordings = {
	code: 'nl',
	words: { start: 'START', stop: 'AFMELDEN' },
	texts: {
		opt_in: 'Bedankt! U ontvangt voortaan berichten van {business}. Wilt u stoppen? Antwoord dan op elk moment met {stop}.',
		opt_in_lists: 'Bedankt! U ontvangt voortaan van {business}: {lists}. Wilt u stoppen? Antwoord dan op elk moment met {stop}.',
		opt_out: 'U bent afgemeld. {business} stuurt u geen reclameberichten meer. Wilt u ze weer ontvangen? Antwoord dan op elk moment met {start}.',
		opt_out_lists: 'U bent afgemeld. {business} stuurt u niet meer: {lists}. Bedenkt u zich? Tik dan op de knop hieronder.',
		help: 'Dit is {business}. Antwoord met {stop} om geen reclameberichten meer te ontvangen, of met {start} om ze wel te ontvangen. Hebt u een andere vraag? Stuur ons hier gerust een bericht.',
		already_opted_in: 'U ontvangt al berichten van {business}. Wilt u stoppen? Antwoord dan op elk moment met {stop}.',
		already_opted_out: 'U was al afgemeld voor reclameberichten van {business}. Wilt u ze weer ontvangen? Antwoord dan op elk moment met {start}.',
		opt_out_likely: 'Wilt u geen reclameberichten van {business} meer ontvangen? Tik op een van de knoppen hieronder, of antwoord met {stop} om u af te melden.',
		confirm_opt_in: 'Bevestig alstublieft dat u berichten van {business} wilt ontvangen ({lists}). Tik op de knop hieronder of antwoord met {start}. Hebt u hier niet om gevraagd? Dan kunt u dit bericht negeren.',
		block: '{business} stuurt u geen berichten meer. Bedenkt u zich? Stuur ons dan hier een bericht.',
		button_stop: 'Afmelden',
		button_keep: 'Blijven ontvangen',
		button_return: 'Weer aanmelden',
		button_confirm: 'Ja, ik bevestig',
		button_order: 'Ging om bestelling',
		marketing: 'reclameberichten',
	},
};
