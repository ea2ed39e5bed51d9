import { z } from 'zod';
import { asOf, STATUSES } from '../../consent';
import type { Status } from '../../consent';
import type { ConsentStore } from '../../store/types';
import { countAfterRun, latestRuns } from './runs';

const WEEK_MS = 7 * 86_400_000;
export const WEEKS = 12;
/** Contacts whose history is looked into for how they came and went. */
const LATEST = 200;
const KEY = 'pages/census';

const shape = z.object({
	/** Contacts looked at; `complete` says whether that is all. */
	seen: z.number(),
	complete: z.boolean(),
	statuses: z.record(z.number()),
	platformStops: z.number(),
	/** Members per list key. */
	members: z.record(z.number()),
	/** Per week, oldest first: contacts whose opt-in, opt-out, WhatsApp stop or waiting that now counts began in it. */
	weeks: z.array(z.object({ from: z.string(), optedIn: z.number(), optedOut: z.number(), stopped: z.number(), pending: z.number() })),
	/** The latest runs of campaigns, newest first, and who opted out in the days after each. */
	runs: z.array(z.object({ campaignKey: z.string(), at: z.string(), reached: z.number(), optedOut: z.number() })),
	/** How the contacts with the newest events came in and went, by source or keyword. */
	latest: z.number(),
	waysIn: z.array(z.tuple([z.string(), z.number()])),
	waysOut: z.array(z.tuple([z.string(), z.number()])),
});
export type Census = z.output<typeof shape>;

/** The census that was last taken, with its age. */
export async function lastCensus(store: ConsentStore): Promise<{ census: Census; at: number } | undefined> {
	const kept = await store.cached(KEY);
	const parsed = shape.safeParse(kept?.value);
	return kept === undefined || !parsed.success ? undefined : { census: parsed.data, at: kept.at };
}

/** Counts at most `most` contacts in one walk, and keeps the result for everybody. */
export async function takeCensus(store: ConsentStore, now: number, most: number): Promise<Census> {
	const statuses = Object.fromEntries(STATUSES.map((status): [Status, number] => [status, 0])) as Record<Status, number>;
	const begin = now - WEEKS * WEEK_MS;
	const weeks = Array.from({ length: WEEKS }, (_, week) => ({ from: new Date(begin + week * WEEK_MS).toISOString(), optedIn: 0, optedOut: 0, stopped: 0, pending: 0 }));
	const runs = await latestRuns(store);
	const weekOf = (moment: string | undefined) => weeks[Math.floor((Date.parse(moment ?? '') - begin) / WEEK_MS)];
	let newest: Array<{ contact: string; at: string }> = [];
	let seen = 0;
	let platformStops = 0;
	const members = new Map<string, number>();
	let complete = true;
	for await (const record of store.exportContacts()) {
		if (seen === most) {
			complete = false;
			break;
		}
		seen++;
		const state = asOf(record, now);
		statuses[state.status]++;
		if (state.platformStop) platformStops++;
		for (const [key, { status }] of Object.entries(state.lists)) if (status === 'opted_in') members.set(key, (members.get(key) ?? 0) + 1);
		const optedIn = state.status === 'opted_in' ? weekOf(state.optedInAt) : undefined;
		const optedOut = state.status === 'opted_out' || state.status === 'blocked' ? weekOf(state.optedOutAt) : undefined;
		if (optedIn !== undefined) optedIn.optedIn++;
		if (optedOut !== undefined) optedOut.optedOut++;
		if (state.status === 'opted_out' || state.status === 'blocked') countAfterRun(runs, state.optedOutAt);
		const stopped = weekOf(Object.values(state.platformStops).sort()[0]);
		if (stopped !== undefined) stopped.stopped++;
		const pending = state.status === 'pending' ? weekOf(state.lastEvent?.occurredAt) : undefined;
		if (pending !== undefined) pending.pending++;
		if (state.lastEvent !== undefined) newest.push({ contact: record.contact, at: state.lastEvent.occurredAt });
		if (newest.length > LATEST * 5) newest = latestOf(newest);
	}
	const latest = latestOf(newest);
	const census: Census = {
		seen,
		complete,
		statuses,
		platformStops,
		members: Object.fromEntries(members),
		weeks,
		runs,
		latest: latest.length,
		...(await waysOf(store, latest)),
	};
	await store.cache(KEY, census);
	return census;
}

function latestOf(all: Array<{ contact: string; at: string }>) {
	return all.sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, LATEST);
}

async function waysOf(store: ConsentStore, contacts: Array<{ contact: string }>): Promise<Pick<Census, 'waysIn' | 'waysOut'>> {
	const waysIn = new Map<string, number>();
	const waysOut = new Map<string, number>();
	for (const { contact } of contacts) {
		for (const { action, another, evidence, source, voidedBy } of await store.history(contact)) {
			const into = action === 'opt_in' ? waysIn : action === 'opt_out' || action === 'platform_stop' ? waysOut : undefined;
			const way = evidence?.keyword === undefined ? source : `“${evidence.keyword.toUpperCase()}”`;
			if (voidedBy === undefined && another !== true) into?.set(way, (into.get(way) ?? 0) + 1);
		}
	}
	const top = (ways: Map<string, number>): Array<[string, number]> => [...ways].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 8);
	return { waysIn: top(waysIn), waysOut: top(waysOut) };
}
