import type { LanguageWordings } from '../types';

export const pt: LanguageWordings = {
	code: 'pt',
	words: { start: 'CADASTRAR', stop: 'SAIR' },
	texts: {
		opt_in: 'Agradecemos! A partir de agora você recebe as mensagens de {business}. Para sair a qualquer momento, responda {stop}.',
		opt_in_lists: 'Agradecemos! A partir de agora você recebe de {business}: {lists}. Para sair a qualquer momento, responda {stop}.',
		opt_out: 'Pronto, você saiu da lista. {business} não enviará mais mensagens de marketing a você. Para voltar a qualquer momento, responda {start}.',
		opt_out_lists: 'Pronto, você saiu da lista. {business} não enviará mais a você: {lists}. Se mudar de ideia, toque no botão abaixo.',
		help: 'Aqui é {business}. Responda {stop} para não receber mais nossas mensagens de marketing ou {start} para recebê-las. Para qualquer outro assunto, escreva para nós por aqui.',
		already_opted_in: 'Você já recebe as mensagens de {business}. Para sair a qualquer momento, responda {stop}.',
		already_opted_out: 'Você já não recebe mensagens de marketing de {business}. Para voltar a qualquer momento, responda {start}.',
		opt_out_likely: 'Você deseja parar de receber mensagens de marketing de {business}? Toque em um dos botões abaixo ou responda {stop} para sair.',
		confirm_opt_in: 'Por favor, confirme que deseja receber mensagens de {business} ({lists}). Toque no botão abaixo ou responda {start}. Se você não fez esse pedido, ignore esta mensagem.',
		block: '{business} não enviará mais nenhuma mensagem a você. Se mudar de ideia, escreva para nós por aqui.',
		button_stop: 'Parar mensagens',
		button_keep: 'Continuar recebendo',
		button_return: 'Voltar a receber',
		button_confirm: 'Sim, confirmo',
		button_order: 'Era sobre o pedido',
		marketing: 'mensagens de marketing',
	},
};
