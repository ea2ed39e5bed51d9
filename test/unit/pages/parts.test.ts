import { inflateSync } from 'node:zlib';

import { LANGUAGES } from '../../../shared/keywords';
import { secretsProblem, readSecrets } from '../../../shared/pages';
import { Html, html } from '../../../shared/pages/html';
import { colourOr, readableOn } from '../../../shared/pages/styles';
import { PUBLIC_LANGUAGES, TEXT_KEYS } from '../../../shared/pages/texts';
import { linkSnippet, waMeLink } from '../../../shared/pages/waysIn/links';
import { qrModules, qrPng, qrSvg } from '../../../shared/pages/waysIn/qr';

describe('html', () => {
	it('escapes whatever is put in, in text and in attributes, once', () => {
		const inner = html`<b title="${`"'><script>`}">${'<i>&amp;'}</b>`;
		expect(html`${[inner, ' & ']}`.text).toBe('<b title="&quot;&#39;&gt;&lt;script&gt;">&lt;i&gt;&amp;amp;</b> &amp; ');
		expect(inner).toBeInstanceOf(Html);
	});

	it('leaves nothing of what is not there, and no characters that turn text around', () => {
		expect(html`${false}${null}${undefined}${0}${''}`.text).toBe('0');
		expect(html`${'a\u202Eb\u0000c\nd'}`.text).toBe('abc\nd');
	});
});

describe('texts', () => {
	it('has every text in every language whose keywords are known', () => {
		expect(PUBLIC_LANGUAGES.map(({ code }) => code).sort()).toEqual(LANGUAGES.map(({ code }) => code).sort());
		for (const { texts } of PUBLIC_LANGUAGES) {
			expect(Object.keys(texts)).toEqual([...TEXT_KEYS]);
			for (const text of Object.values(texts)) expect(text.trim()).not.toBe('');
		}
	});

	it.each(PUBLIC_LANGUAGES.map((language) => [language.code, language] as const))('names the business, the list and the way to stop in %s', (_, { texts }) => {
		expect(texts.consent).toMatch(/\{business\}/);
		expect(texts.consent).toMatch(/\{list\}/);
		expect(texts.consent).toMatch(/STOP/);
		for (const key of ['title', 'what', 'preferences', 'blocked'] as const) expect(texts[key]).toContain('{business}');
		for (const key of ['stop', 'linkHelp'] as const) expect(texts[key]).toContain('STOP');
	});
});

describe('colours', () => {
	it('takes a colour and nothing that could leave the style sheet', () => {
		expect(colourOr('#AABBCC', '#000000')).toBe('#AABBCC');
		expect(colourOr('red;}</style>', '#000000')).toBe('#000000');
	});

	it('writes on every colour so that it can be read', () => {
		expect(readableOn('#ffff00')).toBe('#000000');
		expect(readableOn('#1f7a55')).toBe('#ffffff');
	});
});

describe('QR codes', () => {
	const text = 'https://wa.me/15550001111?text=START';

	it('is a PNG whose pixels are the modules of the code', () => {
		const modules = qrModules(text);
		const png = qrPng(text, 2);
		expect(png.subarray(1, 4).toString()).toBe('PNG');
		expect(png.readUInt32BE(16)).toBe(modules.length * 2);
		const dataAt = png.indexOf('IDAT') + 4;
		const pixels = inflateSync(png.subarray(dataAt, dataAt + png.readUInt32BE(dataAt - 8)));
		const stride = Math.ceil((modules.length * 2) / 8) + 1;
		modules.forEach((row, y) => row.forEach((dark, x) => expect(((pixels[y * 2 * stride + 1 + ((x * 2) >> 3)] ?? 0) >> (7 - ((x * 2) & 7))) & 1).toBe(dark ? 0 : 1)));
	});

	it('has its finder patterns and a quiet zone of four modules', () => {
		const modules = qrModules(text);
		expect(modules.slice(0, 4).flat().some(Boolean)).toBe(false);
		expect(modules[4]?.slice(4, 11)).toEqual([true, true, true, true, true, true, true]);
		expect(modules[5]?.slice(4, 11)).toEqual([true, false, false, false, false, false, true]);
	});

	it('is an SVG without markup of others', () => {
		expect(qrSvg(text, '<x>"')).toMatch(/^<svg [^<>]*><path [^<>]*\/><path [^<>]*\/><\/svg>$/);
	});
});

describe('links', () => {
	it('opens WhatsApp with the keyword written, for numbers that can be read', () => {
		expect(waMeLink('+1 (555) 000-1111', 'START flyer & more')).toBe('https://wa.me/15550001111?text=START%20flyer%20%26%20more');
		expect(waMeLink('', 'START')).toBeUndefined();
	});

	it('makes a snippet that breaks no website', () => {
		expect(linkSnippet('https://x.example/?a=1&b="', '<b>')).toBe('<a href="https://x.example/?a=1&amp;b=&quot;" target="_blank" rel="noopener">&lt;b&gt;</a>');
	});
});

describe('the credential', () => {
	const written = { userName: 'ada', password: 'a good password', furtherPasswords: 'ben: pass:word:1 ; ada:other; eve: one, two, and three,\njim: "a, b: \\"c\\""', linkSecret: 'a link secret for tests', apiSecret: '' };

	it('holds operators with colons and commas in their passwords, each name once', () => {
		expect(readSecrets(written).operators).toEqual([
			{ name: 'ada', password: 'a good password' },
			{ name: 'ben', password: 'pass:word:1' },
			{ name: 'eve', password: 'one, two, and three' },
			{ name: 'jim', password: 'a, b: "c"' },
		]);
	});

	it.each(['nobody', 'ben:', 'ben: good password, : another', 'ben: "good" password, "', ':x', 'ben:,jim:his password'])('takes no half of what is written: %s', (furtherPasswords) => {
		expect(secretsProblem(readSecrets({ ...written, furtherPasswords }), ['operator'])).toMatch(/Further Operators can’t be read|needs at least 8 characters/);
	});

	it.each([
		[{ linkSecret: 'short' }, 'Link Secret'],
		[{ apiSecret: 'short' }, 'API Secret'],
		[{ password: 'short' }, 'The password of ada'],
		[{ userName: '', furtherPasswords: '' }, 'User Name is empty'],
	])('is not fit for use with %j', (change, problem) => {
		expect(secretsProblem(readSecrets({ ...written, ...change }), ['operator'])).toContain(problem);
	});

	it('needs no operator where there is no operator’s page', () => {
		expect(secretsProblem(readSecrets({ ...written, userName: '', furtherPasswords: '' }), ['optIn'])).toBeUndefined();
	});
});
