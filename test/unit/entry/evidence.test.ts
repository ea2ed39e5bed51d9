import { optInEntry } from '../../../shared';

const NOW = Date.parse('2026-03-01T12:00:00Z');
const word = (evidence: Record<string, unknown>, occurredAt = '2026-02-28T10:00:00Z') =>
	optInEntry({ contact: '+15551234567', source: 'counter', origin: 'person', occurredAt, evidence }, NOW);

describe('a person’s word that somebody else enters', () => {
	it.each([
		['nothing', {}],
		['blanks', { text: '  ' }],
		['an empty form', { text: null }],
		['a legal basis alone', { basis: 'express' }],
		['who typed it in, and from where', { actor: 'Nathan', ip: '192.0.2.1' }],
		['the business named, in a version', { businessName: 'Blue Door', wordingVersion: '3' }],
	])('is not taken on the strength of %s', (_what, evidence) => {
		expect(word(evidence)).toEqual({ ok: false, reason: expect.stringMatching(/^evidence: /) });
	});

	it.each([
		['what they said', { text: 'Yes, send me offers' }],
		['the wording they signed', { wording: 'I agree to get offers from Blue Door.' }],
		['where it can be seen', { url: 'https://example.org/forms/17.pdf' }],
		['a field of the operator’s own', { recording: 'call-4711.mp3' }],
	])('is taken with %s', (_what, evidence) => {
		expect(word(evidence)).toMatchObject({ ok: true, events: [{ origin: 'person', evidence }] });
	});

	it('is not taken without a date', () => {
		expect(word({ text: 'Yes' }, '')).toEqual({ ok: false, reason: expect.stringMatching(/^occurredAt: /) });
	});
});
