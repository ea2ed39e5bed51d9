import { z } from 'zod';
import { REASON_WORDS, STATUSES } from '../../consent';
import type { Reason } from '../../consent';
import type { CampaignReportEntry } from '../../store/types';
import { html } from '../html';
import type { Html } from '../html';
import { field } from '../http';
import type { PageResponse } from '../http';
import { lastCensus, takeCensus } from './census';
import type { Census } from './census';
import { barsChart, weeksChart } from './charts';
import { at, here, operatorPage, tokenField } from './visit';
import type { Outcome, OperatorVisit } from './visit';
import { clock, day, STATUS_WORDS } from './words';

const byReason = z.record(z.number());
/** Reasons with which a contact was written to. */
const LETS_THROUGH: ReadonlySet<string> = new Set<Reason>(['opted_in', 'exempt_category']);

/** Counted while somebody waits for the first picture. */
const FIRST_LOOK = 5_000;
/** Counted when asked for. */
const FULL_COUNT = 250_000;

/** Runs of campaigns that the picture of skipped contacts adds up. */
const LATEST_REPORTS = 100;

/** Pictures of who is in, who is out, and how they came and went. */
export async function overviewView(visit: OperatorVisit): Promise<PageResponse> {
	const { context } = visit;
	const known = await lastCensus(context.store);
	const census = known?.census ?? (await takeCensus(context.store, context.now, FIRST_LOOK));
	const when = clock(context.settings.timeZone)(new Date(known?.at ?? context.now).toISOString());
	const date = day(context.settings.timeZone);
	const reports = await context.store.reports(undefined, { limit: LATEST_REPORTS });
	return operatorPage(
		visit,
		'Overview',
		html`<div class="row apart"><p class="soft">${census.complete ? `All ${census.seen} contacts, counted ${when}` : `The first ${census.seen} contacts by number, counted ${when}: an estimate`}</p>
<form method="post" action="${here(visit)}">${tokenField(visit)}<button class="slim" name="do" value="count">Count again</button></form></div>
${tiles(census)}
<section class="card" aria-labelledby="weeks"><h2 id="weeks">Opt-ins and opt-outs by week</h2>${weeksChart(census.weeks, date)}<p class="small soft">Each contact once, by the opt-in or opt-out that counts now.</p></section>
<div class="split">
<section class="card" aria-labelledby="ways-in"><h2 id="ways-in">How people came in</h2>${ways('How people came in', census.waysIn, 'in', census.latest)}</section>
<section class="card" aria-labelledby="ways-out"><h2 id="ways-out">How people left</h2>${ways('How people left', census.waysOut, 'out', census.latest)}</section>
<section class="card" aria-labelledby="skipped"><h2 id="skipped">Skipped by campaigns, per reason</h2>${skippedChart(reports)}</section>
</div>`,
	);
}

function tiles({ statuses, platformStops }: Census): Html {
	return html`<div class="tiles">${STATUSES.map((status) => html`<a class="card tile" href="${at('contacts', { status })}"><b>${statuses[status] ?? 0}</b>${STATUS_WORDS[status]}</a>`)}<div class="card tile"><b>${platformStops}</b>WhatsApp stop</div></div>`;
}

function ways(title: string, counts: Census['waysIn'], kind: 'in' | 'out', latest: number): Html {
	if (counts.length === 0) return html`<p class="soft">Nothing yet.</p>`;
	return html`${barsChart(title, counts, kind)}<p class="small soft">By keyword or source, of the ${latest} contacts with the newest events.</p>`;
}

function skippedChart(reports: CampaignReportEntry[]): Html {
	const skipped = new Map<string, number>();
	for (const { report } of reports) {
		const counts = byReason.safeParse(report.byReason);
		for (const [reason, count] of counts.success ? Object.entries(counts.data) : []) {
			if (!LETS_THROUGH.has(reason)) skipped.set(reason, (skipped.get(reason) ?? 0) + count);
		}
	}
	const counts = [...skipped].sort((a, b) => b[1] - a[1]).map(([reason, count]): [string, number] => [REASON_WORDS[reason as Reason] ?? reason, count]);
	if (counts.length === 0) return html`<p class="soft">Nobody, or no report was kept.</p>`;
	return html`${barsChart('Skipped by campaigns, per reason', counts, 'out')}<p class="small soft">Of the last ${reports.length} runs.</p>`;
}

export async function overviewAction(visit: OperatorVisit): Promise<Outcome> {
	if (field(visit.request, 'do') !== 'count') return { problem: 'Nothing was chosen.' };
	await takeCensus(visit.context.store, visit.context.now, FULL_COUNT);
	return { notice: 'counted', items: [] };
}
