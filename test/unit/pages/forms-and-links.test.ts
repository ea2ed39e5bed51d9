import { formTokens, preferenceLink, readSecrets, secretsProblem } from '../../../shared/pages';
import type { PagesSecrets } from '../../../shared/pages';
import { linkToken, readLink } from '../../../shared/pages/links';
import { keyFor, sameText, sign } from '../../../shared/pages/signing';

const NOW = Date.parse('2026-06-03T12:00:00Z');
const HOUR = 3_600_000;
const SECRET = 'a link secret for tests only';

describe('the token of a form', () => {
	const at = (now: number, secret = SECRET) => formTokens(secret, now, () => 'n0nce');
	const token = () => at(NOW).issue('ada');

	it('says when its page was made, and by which random part', () => {
		expect(at(NOW).check('ada', token())).toEqual({ nonce: 'n0nce', issuedAt: NOW });
	});

	it.each([
		['at once', 0, true],
		['within twelve hours', 12 * HOUR, true],
		['later', 12 * HOUR + 1, false],
		['a minute early, as another server’s clock may be late', -60_000, true],
		['from further ahead', -60_001, false],
	])('counts %s: %d', (_, later, counts) => {
		expect(at(NOW + later).check('ada', token()) !== undefined).toBe(counts);
	});

	it.each<[string, string, (token: string) => string, string]>([
		['of another subject', 'ben', (token) => token, SECRET],
		['of another secret', 'ada', (token) => token, 'another link secret for tests'],
		['with a later time', 'ada', (token) => token.replace(/^[^.]+/, (NOW + 1).toString(36)), SECRET],
		['with another random part', 'ada', (token) => token.replace('n0nce', 'n1nce'), SECRET],
		['with another proof', 'ada', (token) => `${token}x`, SECRET],
		['without its proof', 'ada', (token) => token.replace(/\.[^.]+$/, ''), SECRET],
		['that is empty', 'ada', () => '', SECRET],
	])('counts for nothing %s', (_, subject, change, secret) => {
		expect(at(NOW, secret).check(subject, change(token()))).toBeUndefined();
	});

	it('can’t be taken for one of another subject that reads the same in a row', () => {
		const [one, two] = [formTokens(SECRET, NOW, () => 'b.c'), formTokens(SECRET, NOW, () => 'c')];
		expect(one.issue('a')).not.toBe(two.issue('a.b'));
	});
});

describe('the link of a preference centre', () => {
	const terms = { brand: 'tea', secret: SECRET, pageUrl: 'https://n8n.example/webhook/1/consent?x=1', days: 30, now: NOW };
	const made = (contact: string, changes: Partial<typeof terms> & { defaultCountry?: string } = {}) => {
		const link = preferenceLink(contact, { ...terms, ...changes });
		return link.ok ? { ...link, token: new URL(link.url).searchParams.get('link') ?? '' } : { token: '', url: '', ...link };
	};

	it('names its contact and brand until its last day is over', () => {
		const { token, url, ...rest } = made('+14155552671');
		expect(rest).toEqual({ ok: true, contact: '+14155552671', expiresAt: '2026-07-03T12:00:00.000Z' });
		expect(url).toBe(`https://n8n.example/webhook/1/consent?page=preferences&link=${token}`);
		expect(readLink(token, SECRET, NOW + 30 * 24 * HOUR - 1)).toEqual({ contact: '+14155552671', brand: 'tea', madeAt: NOW });
		expect(readLink(token, SECRET, NOW + 30 * 24 * HOUR)).toBeUndefined();
	});

	it('reads numbers of the country given, and says why it can’t read others', () => {
		expect(made('415 555 2671', { defaultCountry: 'US' })).toMatchObject({ contact: '+14155552671' });
		expect(made('415 555 2671')).toEqual({ token: '', url: '', ok: false, problem: expect.any(String) });
	});

	it('opens with its own secret alone, unchanged, and for links', () => {
		const { token } = made('+14155552671');
		const [body = ''] = token.split('.');
		expect(readLink(token, 'another link secret for tests', NOW)).toBeUndefined();
		expect(readLink(`${token}x`, SECRET, NOW)).toBeUndefined();
		expect(readLink(`${linkToken({ contact: '+14155552672', brand: 'tea', madeAt: NOW }, NOW + HOUR, SECRET).split('.')[0]}.${token.split('.')[1]}`, SECRET, NOW)).toBeUndefined();
		expect(readLink(`${body}.${sign(keyFor(SECRET, 'form'), body)}`, SECRET, NOW)).toBeUndefined();
		for (const given of ['', '.', body, `${body}.`]) expect(readLink(given, SECRET, NOW)).toBeUndefined();
	});
});

describe('a signature', () => {
	it('is another for another text, secret and purpose', () => {
		const signatures = [['s', 'a', 'x'], ['s', 'a', 'y'], ['s', 'b', 'x'], ['t', 'a', 'x']].map(([secret = '', purpose = '', text = '']) => sign(keyFor(secret, purpose), text));
		expect(new Set(signatures).size).toBe(4);
	});

	it('stays the same from version to version, so that links sent out go on opening', () => {
		expect(sign(keyFor('s', 'link'), 'x')).toBe('v7I5MToOteoAPlyt0BSnFPkPhJIs1uc7c_9mZp304xA');
	});

	it('is told from texts of any length', () => {
		expect([sameText('', ''), sameText('a', 'a'), sameText('a', 'b'), sameText('a', 'aa'), sameText('', 'a')]).toEqual([true, true, false, false, false]);
	});
});

describe('the credential of the pages', () => {
	const good: PagesSecrets = { operators: [{ name: 'ada', password: '8 chars!' }], linkSecret: '16 characters...', apiSecret: '' };

	it('is fit for use with secrets of sixteen and passwords of eight characters', () => {
		expect(secretsProblem(good, ['operator'])).toBeUndefined();
		expect(secretsProblem({ ...good, apiSecret: '16 characters...' }, ['operator'])).toBeUndefined();
	});

	it.each<[Partial<PagesSecrets>, string]>([
		[{ linkSecret: '15 characters..' }, 'Link Secret needs at least 16 characters: it signs links and forms.'],
		[{ apiSecret: '15 characters..' }, 'API Secret needs at least 16 characters.'],
		[{ unreadable: true }, 'Further Operators can’t be read. Write name:password of each, comma-separated, a password with commas in double quotes.'],
		[{ operators: [] }, 'User Name is empty: the operator’s page needs at least one login.'],
		[{ operators: [...good.operators, { name: 'a:b', password: '8 chars!' }] }, 'User Name can’t hold a colon.'],
		[{ operators: [...good.operators, { name: 'ben', password: '7 chars' }] }, 'The password of ben needs at least 8 characters.'],
	])('with %j is not, and says so', (change, problem) => {
		expect(secretsProblem({ ...good, ...change }, ['operator'])).toBe(problem);
	});

	it('holds what was written, without the blanks around it, and the first operator before others of that name', () => {
		const written = { userName: ' ada ', password: ' her password ', furtherPasswords: 'ada:another, ben:his password', linkSecret: ' link ', apiSecret: ' api ' };
		expect(readSecrets(written)).toEqual({
			operators: [{ name: 'ada', password: ' her password ' }, { name: 'ben', password: 'his password' }],
			unreadable: false,
			linkSecret: 'link',
			apiSecret: 'api',
		});
		expect(readSecrets({ ...written, userName: '  ', furtherPasswords: 'nonsense' })).toMatchObject({ operators: [], unreadable: true });
	});
});
