import type { Decision } from './decide';
import { REASON_WORDS } from './reasons';
import type { Reason } from './reasons';

/** What one run of the gate did. Always: `total` = `allowed` + `blocked` = all of `byReason` together; `flagged` is part of `allowed`. */
export interface GateReport {
	total: number;
	allowed: number;
	/** Let through by the soft rule for want of an opt-in. */
	flagged: number;
	blocked: number;
	/** How many decisions each reason had, whichever way they went. */
	byReason: Partial<Record<Reason, number>>;
	/** `50 contacts skipped (opted-out)` */
	summary: string;
}

export interface ReportBuilder {
	add(decision: Pick<Decision, 'decision' | 'reason'>): void;
	result(): GateReport;
}

/** Counts decisions one by one; its memory does not grow with their number. */
export function createReport(): ReportBuilder {
	let allowed = 0;
	let flagged = 0;
	const all = new Map<Reason, number>();
	const skipped = new Map<Reason, number>();
	const count = (counts: Map<Reason, number>, reason: Reason) => counts.set(reason, (counts.get(reason) ?? 0) + 1);
	return {
		add({ decision, reason }) {
			count(all, reason);
			if (decision === 'allow' || decision === 'flag') allowed++;
			else count(skipped, reason);
			if (decision === 'flag') flagged++;
		},
		result() {
			const blocked = sum(skipped);
			const summary = inWords(skipped, blocked, allowed, flagged);
			return { total: allowed + blocked, allowed, flagged, blocked, byReason: Object.fromEntries(all), summary };
		},
	};
}

function inWords(skipped: Map<Reason, number>, blocked: number, allowed: number, flagged: number): string {
	const unbacked = flagged === 0 ? '' : `, ${flagged} let through without an opt-in that counts`;
	if (blocked === 0) return allowed === 0 ? 'No contacts to decide on' : `No contacts skipped${unbacked}`;
	const biggestFirst = [...skipped].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
	const reasons = biggestFirst.map(([reason, n]) => (skipped.size === 1 ? words(reason) : `${n} ${words(reason)}`));
	return `${contacts(blocked)} skipped (${reasons.join(', ')})${unbacked}`;
}

function contacts(n: number): string {
	return n === 1 ? '1 contact' : `${n} contacts`;
}

function words(reason: Reason): string {
	return Object.hasOwn(REASON_WORDS, reason) ? REASON_WORDS[reason] : reason;
}

function sum(counts: Map<Reason, number>): number {
	let total = 0;
	for (const n of counts.values()) total += n;
	return total;
}
