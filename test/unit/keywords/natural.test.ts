import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { detect } from '../../../shared/keywords';

interface LabelledMessage {
	text: string;
	language: string;
	expected: string | null;
	layer: 'exact' | 'natural' | null;
	split: 'dev' | 'held-out';
}

const MESSAGES: LabelledMessage[] = readFileSync(join(__dirname, '../../data/consent-messages.jsonl'), 'utf8')
	.trim()
	.split('\n')
	.map((line) => JSON.parse(line));

describe('a plain-language request to stop', () => {
	it('is likely by default, and says what made us think so', () => {
		expect(detect('please stop messaging me')).toEqual({ action: 'opt_out_likely', layer: 'natural', language: 'en', because: 'asks us to stop writing ("stop messaging me")' });
		expect(detect('please stop messaging me', { naturalLanguage: 'ask' })).toMatchObject({ action: 'opt_out_likely' });
	});

	it('is an opt-out where the operator chose to act on it', () => {
		expect(detect('no me escribas más', { naturalLanguage: 'act' })).toMatchObject({ action: 'opt_out', layer: 'natural', language: 'es', because: expect.stringContaining('asks us not to write') });
	});

	it('is an ordinary message where the layer is off', () => {
		for (const text of ['please stop messaging me', 'stpo', 'stop please']) expect(detect(text, { naturalLanguage: 'off' })).toBeNull();
	});

	it.each([
		['take me off your list', 'en'], ['unsubscribe me', 'en'], ['Can you stop texting me?', 'en'], ['how do I unsubscribe', 'en'], ['stop please', 'en'], ['ok, stop. stop. STOP', 'en'],
		['Stooop sending me messages', 'en'], ['pls unsuscribe me', 'en'], ['dont mesage me', 'en'], ["Who is this? Don't text me again", 'en'],
		['no quiero recibir más mensajes', 'es'], ['não quero mais receber mensagens', 'pt'], ['je ne veux plus recevoir de messages', 'fr'], ['ich möchte keine Nachrichten mehr', 'de'],
		['non voglio più ricevere messaggi', 'it'], ['मुझे मैसेज मत भेजो', 'hi'], ['mujhe message mat bhejo', 'hi-Latn'], ['لا ترسلوا لي رسائل', 'ar'], ['jangan kirim pesan lagi', 'id'],
	])('%j is heard in %s', (text, language) => {
		expect(detect(text)).toMatchObject({ action: 'opt_out_likely', layer: 'natural', language });
	});

	it('is heard in English whatever is ticked, in other languages only where ticked', () => {
		expect(detect('please stop messaging me', { languages: ['de'] })).toMatchObject({ language: 'en' });
		expect(detect('no me escribas más', { languages: ['de'] })).toBeNull();
		expect(detect('baaaaja', { languages: ['sv'] })).toBeNull();
		expect(detect('mujhe message mat bhejo', { languages: ['hi'] })).toMatchObject({ language: 'hi-Latn' });
	});
});

describe('slips of the finger', () => {
	it.each(['stpo', 'sotp', 'syop', 'dtop', 'stoooop', 'STOPPPP!!!', 'arretezz', 'disiscrivmi', 'отпсаться'])('%j is likely an opt-out, and names the word', (text) => {
		expect(detect(text)).toMatchObject({ action: 'opt_out_likely', layer: 'natural', keyword: expect.any(String) });
	});

	it.each(['unsuscribe', 'unsubscirbe', 'Unsubsribe pls', 'desuscrbir'])('%j is likely an opt-out', (text) => {
		expect(detect(text)).toMatchObject({ action: 'opt_out_likely', layer: 'natural', because: expect.stringContaining('unsubscribed') });
	});

	it('keep the note that the word may be about an order', () => {
		expect(detect('cancle')).toMatchObject({ action: 'opt_out_likely', keyword: 'CANCEL', orderAmbiguous: true });
	});

	it.each(['shop', 'step', 'top', 'atop', 'quite', 'quiet', 'send', 'algo', 'anmelden', 'Anmeldung', 'resubscribe', 'подписалась', 'inschrijven', 'aanmelden', 'salid', 'hola', 'ok'])('%j is another word', (text) => {
		expect(detect(text)).toBeNull();
	});
});

describe('what must never become an opt-out', () => {
	it.each([
		'stop by the shop tomorrow?', 'Can I cancel my order?', "don't stop sending", 'full stop', 'Stop! That is amazing', 'Please stop the delivery', 'Did you stop sending newsletters?', "please don't unsubscribe me",
		"I don't want to unsubscribe", 'Will I lose my points if I unsubscribe?', 'Reply STOP to unsubscribe', 'Hello! Big sale today. https://example.com\nReply STOP to opt out', 'why did you stop sending me offers?',
		"I don't want to miss your messages", 'she told me to stop texting her', 'how do I remove an item from my cart?', 'Not interested in the large one', 'No messages have arrived since Monday',
		'no dejen de escribirme', '¿Puedo cancelar mi pedido?', 'não parem de mandar', "n'arrêtez pas de m'écrire", 'Bitte meldet mich nicht ab', 'non smettete di scrivermi', 'मैसेज बंद मत करो', 'message band mat karna', 'لا توقفوا الرسائل', 'jangan berhenti kirim promo',
	])('%j', (text) => {
		expect(detect(text, { naturalLanguage: 'act' })).toBeNull();
	});
});

describe('the labelled messages', () => {
	const judged = MESSAGES.map((message) => ({ ...message, hit: detect(message.text, { languages: ['en', message.language] }) }));

	it('are several hundred, in all languages, half of them never used to write the rules', () => {
		expect(MESSAGES.length).toBeGreaterThan(800);
		expect(new Set(MESSAGES.map(({ language }) => language)).size).toBe(20);
		expect(MESSAGES.filter(({ split }) => split === 'held-out').length).toBeGreaterThan(400);
	});

	it('have every keyword recognised exactly, and no exact hit elsewhere', () => {
		const wrong = judged.filter(({ layer, expected, hit }) => (layer === 'exact' ? hit?.action !== expected || hit.layer !== 'exact' : hit?.layer === 'exact'));
		expect(wrong).toEqual([]);
	});

	it.each([['dev', 'its own language and English ticked'], ['held-out', 'its own language and English ticked'], ['dev', 'no language ticked'], ['held-out', 'no language ticked']])('of the %s half, %s, meet the bounds of the natural layer: precision 0.97, recall 0.85', (split, ticked) => {
		const half = MESSAGES.filter((message) => message.split === split).map((message) => ({ ...message, hit: detect(message.text, ticked === 'no language ticked' ? {} : { languages: ['en', message.language] }) }));
		const reported = half.filter(({ hit }) => hit?.layer === 'natural');
		const right = reported.filter(({ expected }) => expected === 'opt_out_likely');
		expect(right.length / reported.length).toBeGreaterThanOrEqual(0.97);
		expect(right.length / half.filter(({ layer }) => layer === 'natural').length).toBeGreaterThanOrEqual(0.85);
	});
});
