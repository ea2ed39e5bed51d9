import { createHmac } from 'node:crypto';
import { verifySignature } from '../../../shared/whatsapp';

const SECRET = 'test-app-secret';

describe('the signature of a webhook', () => {
	it.each([
		['an empty webhook', '{"object":"whatsapp_business_account","entry":[]}', 'c84a394cc475525991e78ff16e430b02e47f953877d2af0ade26956ce6f384dc'],
		['escaped letters', '{"text":{"body":"cancelaci\\u00f3n"}}', 'a79495a6b8d5fca73d3f8d48060f8dc92912d2e86456ed66c77f0b33af8ba2a2'],
		['letters in UTF-8', '{"text":{"body":"cancelación"}}', 'b7548112e83ede175991354b61e05c1089cc65e9b0b584a3a6ed88941bac1acc'],
	])('is that of openssl for %s', (_, body, digest) => {
		expect(verifySignature(Buffer.from(body), `sha256=${digest}`, SECRET)).toBe(true);
	});

	const body = Buffer.from('{"a":1}');
	const sign = (secret: string): string => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

	it('holds under any of several secrets, so that they can be rotated', () => {
		expect(verifySignature(body, sign('new'), ['old', 'new'])).toBe(true);
		expect(verifySignature(body, sign('old'), ['old', 'new'])).toBe(true);
		expect(verifySignature(body, sign('other'), ['old', 'new'])).toBe(false);
	});

	it('fails when one byte of the body is another', () => {
		expect(verifySignature(Buffer.from('{"a":2}'), sign(SECRET), SECRET)).toBe(false);
	});

	it.each([
		['missing', undefined],
		['null', null],
		['a list', [sign(SECRET)]],
		['empty', ''],
		['without its prefix', sign(SECRET).slice(7)],
		['behind something else', `x${sign(SECRET)}`],
		['SHA-1', `sha1=${'0'.repeat(40)}`],
		['too short', sign(SECRET).slice(0, -1)],
		['too long', `${sign(SECRET)}0`],
		['not hexadecimal', `sha256=${'g'.repeat(64)}`],
	])('fails when it is %s', (_, header) => {
		expect(verifySignature(body, header, SECRET)).toBe(false);
	});

	it('never holds without a secret', () => {
		expect(verifySignature(body, sign(''), '')).toBe(false);
		expect(verifySignature(body, sign(''), ['', ''])).toBe(false);
		expect(verifySignature(body, sign(''), [])).toBe(false);
	});

	it('is read in capitals as well', () => {
		expect(verifySignature(body, sign(SECRET).toUpperCase(), SECRET)).toBe(true);
	});

	it('is looked for under the secrets that are there', () => {
		expect(verifySignature(body, sign('new'), [undefined as unknown as string, '', 'new'])).toBe(true);
	});

	it('never holds for a body that was parsed already', () => {
		expect(verifySignature({ a: 1 } as unknown as Buffer, sign(SECRET), SECRET)).toBe(false);
	});
});
