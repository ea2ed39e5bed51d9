import type { LanguageWordings } from '../types';

export const es: LanguageWordings = {
	code: 'es',
	words: { start: 'ALTA', stop: 'BAJA' },
	texts: {
		opt_in: '¡Gracias! A partir de ahora recibirá los mensajes de {business}. Para dejar de recibirlos en cualquier momento, responda {stop}.',
		opt_in_lists: '¡Gracias! A partir de ahora {business} le enviará: {lists}. Para dejar de recibirlos en cualquier momento, responda {stop}.',
		opt_out: 'Le hemos dado de baja. {business} no le enviará más mensajes publicitarios. Para volver a recibirlos en cualquier momento, responda {start}.',
		opt_out_lists: 'Le hemos dado de baja. {business} ya no le enviará: {lists}. Si cambia de opinión, toque el botón de abajo.',
		help: 'Somos {business}. Responda {stop} para dejar de recibir nuestros mensajes publicitarios o {start} para recibirlos. Para cualquier otra consulta, escríbanos aquí.',
		already_opted_in: 'Ya recibe los mensajes de {business}. Para dejar de recibirlos en cualquier momento, responda {stop}.',
		already_opted_out: 'Ya tenía cancelados los mensajes publicitarios de {business}. Para volver a recibirlos en cualquier momento, responda {start}.',
		opt_out_likely: '¿Desea dejar de recibir mensajes publicitarios de {business}? Toque uno de los botones o responda {stop} para darse de baja.',
		confirm_opt_in: 'Confirme, por favor, que desea recibir mensajes de {business} ({lists}). Toque el botón de abajo o responda {start}. Si no lo ha solicitado, puede ignorar este mensaje.',
		block: '{business} no le enviará más mensajes. Si cambia de opinión, escríbanos aquí.',
		button_stop: 'No recibir más',
		button_keep: 'Seguir recibiendo',
		button_return: 'Volver a recibir',
		button_confirm: 'Sí, confirmo',
		button_order: 'Era por mi pedido',
		marketing: 'mensajes publicitarios',
	},
};
