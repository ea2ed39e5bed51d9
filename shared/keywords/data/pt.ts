import type { LanguageData } from './types';

export const pt: LanguageData = {
	code: 'pt',
	name: 'Portuguese',
	optOut: [
		{ word: 'SAIR', sources: ['sinch-wa', 'code-67431992010', 'code-capo'], note: "Also the ordinary verb 'go out'." },
		{ word: 'PARAR', sources: ['sinch-wa', 'aivo-pt', 'code-67431992010', 'code-capo'] },
		{ word: 'PARE', sources: ['code-67431992010'] },
		{ word: 'CANCELAR', sources: ['aivo-pt', 'code-67431992010'], orderAmbiguous: true },
		{ word: 'REMOVER', sources: ['aivo-pt', 'code-67431992010'], orderAmbiguous: true },
		{ word: 'DESCADASTRAR', sources: ['aivo-pt', 'code-67431992010'] },
		{ word: 'SAIR DA LISTA', sources: ['code-67431992010'] },
		{ word: 'NÃO QUERO', sources: ['code-67431992010'], orderAmbiguous: true },
	],
	optIn: [
		{ word: 'VOLTAR', sources: ['sinch-wa'], affirmative: true, note: "Also 'back', a menu's word." },
		{ word: 'RECEBER', sources: ['sinch-wa'], affirmative: true, note: "Also 'receive', as of a parcel." },
		{ word: 'INICIAR', sources: ['aivo-pt'], affirmative: true, note: "Also what starts a bot." },
		{ word: 'CADASTRAR', sources: ['aivo-pt'] },
		{ word: 'COMEÇAR', sources: ['code-capo'] },
	],
	help: [],
};
