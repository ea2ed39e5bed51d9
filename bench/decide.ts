/**
 * How many decisions one core makes in a second, and what memory stays behind; the goal is a million, and nothing that grows with the
 * audience. Prints the median of several rounds per kind of question.
 * Run compiled: `npx tsc -p tsconfig.dev.json && node build/bench/decide.js`
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { decide, fold } from '../shared';
import type { ConsentEventInput, ContactState, Policy, Question } from '../shared';

const NOW = Date.parse('2026-11-01T12:00:00Z');
const DAY = 24 * 3600 * 1000;
const CONTACTS = 20_000;
const ROUNDS = 7;

function storyOf(index: number): ConsentEventInput[] {
	const contact = `+1415555${String(index % 10_000).padStart(4, '0')}`;
	const at = (days: number) => NOW - days * DAY - index;
	const optIn: ConsentEventInput = { action: 'opt_in', contact, origin: 'business', source: 'import', occurredAt: at(300) };
	const stop: ConsentEventInput = { action: 'opt_out', contact, origin: 'person', source: 'keyword', occurredAt: at(20) };
	switch (index % 10) {
		case 0:
			return [optIn, stop];
		case 1:
			return [{ ...optIn, lists: ['news', 'offers', 'marketing'] }, { ...stop, lists: ['news'] }];
		case 2:
			return [{ ...optIn, expiresAt: at(1) }];
		case 3:
			return [{ ...optIn, origin: 'person', needsConfirmation: { until: NOW + DAY } }];
		case 4:
			return [optIn, { ...stop, action: 'platform_stop', phoneNumberId: '1' }];
		default:
			return [optIn];
	}
}

/** @returns decisions per second of processor time, so that a busy machine does not count */
function round(states: ContactState[], question: Question, policy: Policy | undefined): number {
	let passed = 0;
	const before = process.cpuUsage();
	for (let pass = 0; pass < 50; pass++) {
		for (const state of states) if (decide(state, question, NOW, policy).decision !== 'block') passed++;
	}
	const { user, system } = process.cpuUsage(before);
	const seconds = (user + system) / 1e6;
	if (passed === 0) throw new Error('Nobody passed: the benchmark measures nothing');
	return (states.length * 50) / seconds;
}

function median(values: number[]): number {
	return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function keptKB(): number {
	collectGarbage();
	return process.memoryUsage().heapUsed / 1024;
}

const states = Array.from({ length: CONTACTS }, (_, index) => fold(storyOf(index)));
const cases: Array<[string, Question, Policy?]> = [
	['marketing, required', { category: 'marketing', rule: 'required' }],
	['marketing on a list, soft', { category: 'marketing', rule: 'soft', list: 'news' }],
	['utility', { category: 'utility', rule: 'required' }],
	['marketing, quiet hours and a frequency cap', { category: 'marketing', rule: 'required', facts: { sent: { contact: { day: 0, week: 1, month: 2 } } } }, { further: { quietHours: { from: '20:00', to: '03:00' }, frequencyCaps: [{ max: 2, period: 'week' }] } }],
	['marketing, consent at most 24 months old, cool-down', { category: 'marketing', rule: 'required', facts: {} }, { further: { consentMaxAgeMonths: 24, coolDown: true } }],
];
for (const [name, question, policy] of cases) {
	round(states, question, policy);
	const perSecond = median(Array.from({ length: ROUNDS }, () => round(states, question, policy)));
	const before = keptKB();
	for (let more = 0; more < 3; more++) round(states, question, policy);
	const kept = keptKB() - before;
	process.stdout.write(`${name}: ${(perSecond / 1e6).toFixed(1)} M decisions a second; after 3 M more ${kept.toFixed(0)} KB more memory in use\n`);
}
