import type { LanguageWordings } from '../types';

/** STOP is the word that French business messages print; the detector takes it in every language. */
export const fr: LanguageWordings = {
	code: 'fr',
	words: { start: 'COMMENCER', stop: 'STOP' },
	texts: {
		opt_in: 'Merci ! {business} vous enverra désormais ses messages. Pour ne plus les recevoir, répondez {stop} à tout moment.',
		opt_in_lists: 'Merci ! {business} vous enverra désormais : {lists}. Pour ne plus rien recevoir, répondez {stop} à tout moment.',
		opt_out: 'Votre désabonnement est pris en compte. {business} ne vous enverra plus de messages publicitaires. Pour les recevoir à nouveau, répondez {start} à tout moment.',
		opt_out_lists: 'Votre désabonnement est pris en compte. {business} ne vous enverra plus : {lists}. Si vous changez d’avis, touchez le bouton ci-dessous.',
		help: 'Ici {business}. Répondez {stop} pour ne plus recevoir nos messages publicitaires ou {start} pour les recevoir. Pour toute autre demande, écrivez-nous ici.',
		already_opted_in: '{business} vous envoie déjà ses messages. Pour ne plus les recevoir, répondez {stop} à tout moment.',
		already_opted_out: '{business} ne vous envoie déjà plus de messages publicitaires. Pour les recevoir à nouveau, répondez {start} à tout moment.',
		opt_out_likely: 'Souhaitez-vous que {business} ne vous envoie plus de messages publicitaires ? Touchez l’un des boutons ci-dessous ou répondez {stop}.',
		confirm_opt_in: 'Merci de confirmer que {business} peut vous envoyer des messages ({lists}). Touchez le bouton ci-dessous ou répondez {start}. Si vous n’avez rien demandé, ignorez ce message.',
		block: '{business} ne vous enverra plus aucun message. Si vous changez d’avis, écrivez-nous ici.',
		button_stop: 'Ne plus recevoir',
		button_keep: 'Continuer à recevoir',
		button_return: 'Me réabonner',
		button_confirm: 'Oui, je confirme',
		button_order: 'C’était ma commande',
		marketing: 'messages publicitaires',
	},
};
