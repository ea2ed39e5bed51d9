import fc from 'fast-check';
import type { ConsentEventInput, Policy, Question } from '../../../../shared/consent';
import { ANNA, checked, day } from './events';

export const LISTS = ['marketing', 'news', 'constructor'];

const scopes = fc.option(fc.uniqueArray(fc.constantFrom(...LISTS, '*'), { minLength: 1, maxLength: 3 }), { nil: undefined });
/** Few moments, so that many events share one. */
const moment = fc.integer({ min: 1, max: 6 }).map(day);
const origin = fc.constantFrom('person' as const, 'business' as const);
const door = fc.constantFrom(undefined, 'keyword' as const, 'natural_language' as const, 'page' as const, 'manual' as const, 'import' as const);

export const optOut: fc.Arbitrary<ConsentEventInput> = fc.record({
	action: fc.constant('opt_out' as const),
	contact: fc.constant(ANNA),
	lists: scopes,
	origin,
	source: fc.constantFrom('a', 'b'),
	occurredAt: moment,
	door,
});

export const optIn: fc.Arbitrary<ConsentEventInput> = fc
	.record({
		lists: scopes,
		origin,
		source: fc.constantFrom('a', 'b'),
		occurredAt: moment,
		door,
		waits: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 3 }),
		runs: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }),
	})
	.map(({ waits, runs, ...event }) => {
		const input: ConsentEventInput = { ...event, action: 'opt_in', contact: ANNA };
		// Same moment, same deadline: which of two requests is shown is then no matter.
		if (waits !== undefined) input.needsConfirmation = { until: Number(event.occurredAt) + day(3) - day(0) };
		if (runs !== undefined) input.expiresAt = Number(event.occurredAt) + day(runs) - day(0);
		return input;
	});

const others: fc.Arbitrary<ConsentEventInput> = fc.record({
	action: fc.constantFrom('block' as const, 'unblock' as const, 'platform_stop' as const, 'platform_resume' as const, 'opt_out_likely' as const),
	contact: fc.constant(ANNA),
	origin,
	source: fc.constantFrom('a', 'b'),
	occurredAt: moment,
	door,
	phoneNumberId: fc.constantFrom(undefined, '1', '__proto__'),
});

/** A life with consent: some opt-ins, opt-outs and the rest, and corrections of some of them. */
export const life: fc.Arbitrary<ConsentEventInput[]> = fc
	.tuple(fc.array(fc.oneof(optIn, optOut, optOut, optIn, others), { maxLength: 12 }), fc.array(fc.nat(), { maxLength: 2 }))
	.map(([events, picks]) => {
		const corrections = picks.flatMap((pick): ConsentEventInput[] => {
			const target = events[pick % Math.max(events.length, 1)];
			if (target === undefined) return [];
			return [{ action: 'correct', contact: ANNA, origin: 'business', source: 'manual', occurredAt: day(7), eventId: checked(target).eventId }];
		});
		return [...events, ...corrections];
	});

const category = fc.constantFrom('marketing' as const, 'utility' as const, 'authentication' as const, 'service' as const);

export const question: fc.Arbitrary<Question> = fc.record({
	category,
	rule: fc.constantFrom('required' as const, 'soft' as const),
	list: fc.constantFrom(undefined, '*', 'other', ...LISTS),
	phoneNumberId: fc.constantFrom(undefined, '1', '2'),
});

export const policy: fc.Arbitrary<Policy> = fc.record({
	optInRequiredFor: fc.option(fc.uniqueArray(category), { nil: undefined }),
	optOutAppliesTo: fc.option(fc.uniqueArray(category), { nil: undefined }),
	platformStopScope: fc.constantFrom(undefined, 'brand' as const, 'number' as const),
});

export const now = fc.integer({ min: 0, max: 12 }).map(day);
