import { detect, LANGUAGE_DATA, LANGUAGES, SOURCES } from '../../../shared/keywords';

const hex = (text: string) => [...text].map((c) => c.codePointAt(0)?.toString(16)).join(' ');

describe('every keyword with a source', () => {
	const cases = LANGUAGE_DATA.flatMap((language) => [
		...language.optOut.map((entry) => ({ language: language.code, entry, action: 'opt_out' })),
		...language.optIn.map((entry) => ({ language: language.code, entry, action: 'opt_in' })),
		...language.help.map((entry) => ({ language: language.code, entry, action: 'help' })),
	]);

	it.each(cases.map((c) => [c.language, c.entry.word, c.action, c] as const))('%s %s means %s where the language is ticked', (code, word, action, { entry }) => {
		expect(detect(word, { languages: [code], naturalLanguage: 'off' })).toMatchObject({
			action,
			layer: 'exact',
			language: code,
			...(entry.affirmative && { affirmative: true }),
			...(entry.orderAmbiguous && { orderAmbiguous: true }),
		});
	});

	it('counts with no language ticked, unless it is one of the words reserved for their language', () => {
		for (const { entry, action } of cases) {
			const hit = detect(entry.word, { naturalLanguage: 'off' });
			if (entry.onlyWhenTicked) expect([entry.word, hit]).toEqual([entry.word, null]);
			else expect(hit).toMatchObject({ action });
		}
	});

	it('reserves every one- and two-letter word of an alphabet for its language', () => {
		const short = cases.filter(({ entry }) => entry.word.length <= 2 && /^[\p{Script=Latin}\p{Script=Hebrew}]+$/u.test(entry.word));
		expect(short.length).toBeGreaterThan(5);
		expect(short.filter(({ entry }) => !entry.onlyWhenTicked)).toEqual([]);
	});

	it('names only sources that are in the index', () => {
		const unknown = cases.flatMap(({ entry }) => entry.sources.filter((id) => SOURCES[id] === undefined));
		expect(unknown).toEqual([]);
		expect(cases.filter(({ entry }) => entry.sources.length === 0)).toEqual([]);
	});

	it('means one action only, whichever languages are ticked together', () => {
		for (const { entry, action } of cases) {
			expect(detect(entry.word, { languages: LANGUAGES.map(({ code }) => code), naturalLanguage: 'off' })).toMatchObject({ action });
		}
	});
});

describe('STOP and START', () => {
	it.each(LANGUAGES.map(({ code }) => code))('count where only %s is ticked, and are reported in it', (code) => {
		expect(detect('stop', { languages: [code] })).toEqual({ action: 'opt_out', layer: 'exact', keyword: 'STOP', language: code });
		expect(detect('Start', { languages: [code] })).toEqual({ action: 'opt_in', layer: 'exact', keyword: 'START', language: code });
	});

	it('count where the ticked language is not known', () => {
		expect(detect('STOP', { languages: ['sv'] })).toEqual({ action: 'opt_out', layer: 'exact', keyword: 'STOP' });
	});
});

describe('a keyword as people type it', () => {
	const typed: ReadonlyArray<readonly [string, string]> = [
		[' Stop. ', 'STOP'], ['STOP!!!', 'STOP'], ['ＳＴＯＰ', 'STOP'], ['stop 🛑', 'STOP'], ['🛑🛑stop', 'STOP'], ['*STOP*', 'STOP'], ['_stop_', 'STOP'],
		['~stop~', 'STOP'], ['```stop```', 'STOP'], ['“Stop”', 'STOP'], ['«stop»', 'STOP'], ['„Stop“', 'STOP'], ['「STOP」', 'STOP'], ['(stop)', 'STOP'],
		['s\u200bt\u200co\u200dp', 'STOP'], ['\u202estop\u202c', 'STOP'], ['\u2066STOP\u2069', 'STOP'], ['\ufeffstop', 'STOP'], ['st\u00adop', 'STOP'],
		['\n\tstop\r\n', 'STOP'], ['stop™', 'STOP'], ['stop ☎️', 'STOP'], ['stop👍🏽', 'STOP'], ['🇩🇪 stop', 'STOP'], ['Ⓢⓣⓞⓟ', 'STOP'], ['𝐒𝐓𝐎𝐏', 'STOP'],
		['stop   all', 'STOP ALL'], ['*stop* *all*', 'STOP ALL'], ['stop\u00a0all', 'STOP ALL'], ['opt-out', 'OPT-OUT'], ['opt\u2011out', 'OPT-OUT'], ['opt – out', 'OPT-OUT'],
		['Arret', 'ARRÊT'], ['arrêt', 'ARRÊT'], ['arre\u0302t', 'ARRÊT'], ['ARRÊT.', 'ARRÊT'], ['desabonner', 'DÉSABONNER'], ['nao quero', 'NÃO QUERO'], ['na\u0303o quero', 'NÃO QUERO'],
		['İPTAL', 'İPTAL'], ['iptal', 'İPTAL'], ['ıptal', 'İPTAL'], ['IPTAL', 'İPTAL'], ['i\u0307ptal', 'İPTAL'], ['çık', 'ÇIK'], ['cik', 'ÇIK'], ['ÇİK', 'ÇIK'], ['vazgec', 'VAZGEÇ'],
		['إِيقَاف', 'إيقاف'], ['ايقاف', 'إيقاف'], ['إيقـــاف', 'إيقاف'], ['الغاء', 'إلغاء'], ['الغا', 'إلغاء'], ['ﺇﻟﻐﺎﺀ', 'إلغاء'], ['لا ارغب', 'لا أرغب'], ['إلغاء الإشتراك', 'إلغاء الاشتراك'],
		['रोकें', 'रोकें'], ['रोकें।', 'रोकें'], ['הָסֵר', 'הסר'], ['"הסר"', 'הסר'], ['стоп!', 'СТОП'], ['Отпишите', 'ОТПИШИТЕ'], ['отпиши\u0301те', 'ОТПИШИТЕ'],
		['退订。', '退订'], ['【退订】', '退订'], ['ｕｎｓｕｂｓｃｒｉｂｅ', 'UNSUBSCRIBE'], ['수신거부!', '수신거부'], ['수신거부'.normalize('NFD'), '수신거부'], ['配信停止。', '配信停止'], ['löschen', 'LÖSCHEN'], ['Hủy', 'HUY'],
		...["don't", 'don’t', 'don‘t', 'donʼt', 'don`t', 'don´t', 'don＇t', 'don′t', 'dont', 'DON\u02bdT'].map((dont) => [`${dont} send me messages`, "DON'T SEND ME MESSAGES"] as const),
	];

	it.each(typed)('%j is %s', (text, keyword) => {
		expect([hex(text), detect(text, { naturalLanguage: 'off' })]).toEqual([hex(text), expect.objectContaining({ action: 'opt_out', layer: 'exact', keyword })]);
	});

	it('keeps the vowel signs of Devanagari: another vowel is another word', () => {
		for (const text of ['रोका', 'रुकें', 'रक', 'रोकी']) expect(detect(text, { naturalLanguage: 'off' })).toBeNull();
	});

	it('takes UNSTOP as an opt-in', () => {
		expect(detect('Unstop!')).toMatchObject({ action: 'opt_in', keyword: 'UNSTOP' });
	});
});

describe('a keyword inside an ordinary message', () => {
	it.each([
		'stop by the shop tomorrow?', 'Can I cancel my order?', "don't stop sending", 'full stop', 'nonstop', 'stopwatch', 'bus stop', 'quite', 'send', 'weekend', 'the end',
		'Reply STOP to unsubscribe', 'Text STOP to opt out. Msg & data rates may apply.', 'please help', 'yes please', 'start 0', 'stop 0', 'can you start over',
		'¿Puedo cancelar mi pedido?', 'Quero cancelar o pedido', 'siparişimi iptal et', 'أريد إلغاء الطلب', '取消订单', '주문 취소', 'Bestellung löschen', 'd.u.r.u.m', 'durum', 'para', 'red', 's t o p',
	])('%j is not an exact hit', (text) => {
		expect(detect(text, { naturalLanguage: 'off' })).toBeNull();
	});

	it.each(['', ' ', '🛑', '...', '\u200b', '\ud83d', 'no', 'n', 'T', 'r', 'td', 'di', 'nahi', 'y', 'ja'])('%j alone is no signal with no language ticked', (text) => {
		expect(detect(text)).toBeNull();
	});
});

describe('yes-words', () => {
	it.each([['YES', 'en'], ['y', 'en'], ['Continue', 'en'], ['interested', 'en'], ['ja', 'de'], ['Oui', 'fr'], ['volver', 'es'], ['Iniciar', 'es'], ['recibir', 'es'], ['voltar', 'pt'], ['receber', 'pt']])('%s is marked as an answer, not a request', (text, code) => {
		expect(detect(text, { languages: [code] })).toMatchObject({ action: 'opt_in', affirmative: true });
	});

	it('lose the mark when the operator lists them', () => {
		expect(detect('yes', { optInKeywords: ['Yes'] })).toEqual({ action: 'opt_in', layer: 'exact', keyword: 'Yes' });
	});
});

describe('words customers also use about an order', () => {
	it.each(['CANCEL', 'end', 'cancelar', '取消', '취소', 'iptal', 'الغاء', 'löschen', 'הסר'])('%s is an opt-out with the other reading noted', (text) => {
		expect(detect(text)).toMatchObject({ action: 'opt_out', orderAmbiguous: true });
	});

	it.each(['STOP', 'unsubscribe', 'baja', '退订'])('%s has no other reading', (text) => {
		expect(detect(text)).not.toHaveProperty('orderAmbiguous');
	});
});

describe('languages', () => {
	it.each([['pt-BR', 'sair', 'pt'], ['pt_BR', 'sair', 'pt'], ['HI-latn', 'band karo', 'hi-Latn'], ['zh-Hans-CN', 'TD', 'zh'], ['no', 'unsub', 'nb'], ['iw', 'די', 'he']])('%s understands %s', (code, text, language) => {
		expect(detect(text, { languages: [code] })).toMatchObject({ action: 'opt_out', language });
	});

	it('leave out the words of languages that are not ticked', () => {
		expect(detect('baja', { languages: ['en', 'de'] })).toBeNull();
	});

	it('are all on when the list is empty', () => {
		expect(detect('baja', { languages: [] })).toMatchObject({ language: 'es' });
	});

	it('report a shared word in the first ticked language that has it', () => {
		expect(detect('cancelar', { languages: ['pt', 'es'] })).toMatchObject({ language: 'pt' });
		expect(detect('cancelar', { languages: ['es', 'pt'] })).toMatchObject({ language: 'es' });
	});

	it('say which of them have words for opting in and for help', () => {
		expect(LANGUAGES).toHaveLength(20);
		expect(LANGUAGES.find(({ code }) => code === 'de')).toEqual({ code: 'de', name: 'German', hasOptIn: true, hasHelp: false });
		expect(LANGUAGES.filter(({ hasOptIn }) => !hasOptIn).map(({ code }) => code)).toEqual(['nl', 'nb', 'tr', 'he', 'hi', 'hi-Latn', 'id', 'vi', 'ja']);
	});
});
