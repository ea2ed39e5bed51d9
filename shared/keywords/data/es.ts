import type { LanguageData } from './types';

export const es: LanguageData = {
	code: 'es',
	name: 'Spanish',
	optOut: [
		{ word: 'BAJA', sources: ['aivo-es', 'code-bmg', 'code-70265512430', 'code-71210136078', 'code-capo'] },
		{ word: 'DARME DE BAJA', sources: ['code-bmg'] },
		{ word: 'PARAR', sources: ['aivo-es', 'code-70265512430', 'code-71210136078'] },
		{ word: 'PARE', sources: ['code-70265512430'] },
		{ word: 'ALTO', sources: ['code-70265512430'], note: "Also 'tall' or 'high'." },
		{ word: 'DETENER', sources: ['sinch-wa', 'aivo-es', 'code-70265512430'] },
		{ word: 'DETENER PROMOCIONES', sources: ['code-bmg'] },
		{ word: 'SALIR', sources: ['sinch-wa'], note: "Also the ordinary verb 'go out'." },
		{ word: 'CANCELAR', sources: ['aivo-es', 'code-70265512430', 'code-71210136078'], orderAmbiguous: true },
		{ word: 'DESUSCRIBIR', sources: ['aivo-es'] },
		{ word: 'BASTA', sources: ['code-70265512430'] },
	],
	optIn: [
		{ word: 'ALTA', sources: ['code-bmg', 'code-capo'], note: "Also 'high'." },
		{ word: 'INICIAR', sources: ['aivo-es'], affirmative: true, note: "Also what starts a bot." },
		{ word: 'SUSCRIBIR', sources: ['aivo-es'] },
		{ word: 'VOLVER', sources: ['sinch-wa'], affirmative: true, note: "Also 'back', a menu's word." },
		{ word: 'RECIBIR', sources: ['sinch-wa'], affirmative: true, note: "Also 'receive', as of a parcel." },
		{ word: 'COMENZAR', sources: ['code-71210136078'] },
		{ word: 'REANUDAR', sources: ['code-71210136078', 'code-70265512430'] },
	],
	help: [
		{ word: 'AYUDA', sources: ['code-71210136078'] },
	],
};
