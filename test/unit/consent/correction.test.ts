import { canBeCorrected } from '../../../shared/consent';
import type { ConsentEvent } from '../../../shared/consent';

const event: ConsentEvent = { eventId: 'e', action: 'opt_out', contact: { phone: '+4915123456789' }, lists: ['*'], origin: 'person', source: 'x', occurredAt: 1 };

it.each<[Partial<ConsentEvent>, boolean]>([
	[{ door: 'keyword' }, false],
	[{ door: 'page' }, false],
	[{ door: undefined }, false],
	[{ door: 'natural_language' }, true],
	[{ door: 'manual' }, true],
	[{ door: 'import' }, true],
	[{ door: 'api' }, true],
	[{ origin: 'business' }, true],
	[{ origin: 'business', door: 'page' }, true],
	[{ action: 'opt_out_likely' }, true],
	[{ action: 'opt_out_likely', door: 'button' }, true],
	[{ action: 'platform_stop', door: 'platform' }, false],
	[{ action: 'platform_stop', door: 'api' }, false],
	[{ action: 'platform_stop', origin: 'business' }, false],
	[{ action: 'platform_resume', door: 'manual' }, false],
	[{ action: 'link', origin: 'business', door: 'import' }, false],
	[{ action: 'correct', origin: 'business', door: 'manual' }, false],
])('%j may be voided by an operator: %s', (what, may) => {
	expect(canBeCorrected({ ...event, ...what })).toBe(may);
});
