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
import type { Series, Tone } from './charts';
import type { Run } from './runs';
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
	const weeks = census.weeks.map(({ from }) => date(from));
	const series = (name: string, tone: Tone, of: 'optedIn' | 'optedOut' | 'stopped' | 'pending'): Series => ({ name, tone, counts: census.weeks.map((week) => week[of]) });
	const reports = await context.store.reports(undefined, { limit: LATEST_REPORTS });
	return operatorPage(
		visit,
		'Overview',
		html`<div class="row apart"><p class="soft">${census.complete ? `All ${census.seen} contacts, counted ${when}` : `The first ${census.seen} contacts by number, counted ${when}: an estimate`}</p>
<form method="post" action="${here(visit)}">${tokenField(visit)}<button class="slim" name="do" value="count">Count again</button></form></div>
${tiles(census)}
<section class="card" aria-labelledby="weeks"><h2 id="weeks">Opt-ins and opt-outs by week</h2>${weeksChart('Opt-ins and opt-outs by week', weeks, series('opted in', 'in', 'optedIn'), series('opted out', 'out', 'optedOut'))}<p class="small soft">Each contact once, by the opt-in or opt-out that counts now.</p></section>
<section class="card" aria-labelledby="waiting"><h2 id="waiting">Waiting for confirmation, and WhatsApp stops, by week</h2>${weeksChart('Waiting for confirmation, and WhatsApp stops, by week', weeks, series('waiting', 'wait', 'pending'), series('WhatsApp stop', 'stop', 'stopped'))}<p class="small soft">Who waits now, by the week in which they signed up, and who has stopped in WhatsApp now, by the week in which they did.</p></section>
<div class="split">
<section class="card" aria-labelledby="ways-in"><h2 id="ways-in">How people came in</h2>${ways('How people came in', census.waysIn, 'in', census.latest)}</section>
<section class="card" aria-labelledby="ways-out"><h2 id="ways-out">How people left</h2>${ways('How people left', census.waysOut, 'out', census.latest)}</section>
<section class="card" aria-labelledby="rates"><h2 id="rates">Opt-out rate per campaign</h2>${ratesChart(census.runs, date)}</section>
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

function ratesChart(runs: Run[], date: (moment: string) => string): Html {
	if (runs.length === 0) return html`<p class="soft">No report of a campaign was kept.</p>`;
	const rates = runs.map(({ campaignKey, at, reached, optedOut }): [string, number] => [`${campaignKey.length > 26 ? `${campaignKey.slice(0, 25)}…` : campaignKey}, ${date(at)}`, (optedOut / reached) * 100]);
	return html`${barsChart('Opt-out rate per campaign', rates, 'out', (rate) => `${rate.toFixed(rate < 10 ? 1 : 0)} %`)}<p class="small soft">Opt-outs in the three days after a run, until the next one, in per cent of those it sent to or let through.</p>`;
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
	return html`${barsChart('Skipped by campaigns, per reason', counts, 'out')}<p class="small soft">${reports.length === 1 ? 'Of one run' : `Of the last ${reports.length} runs`}.</p>`;
}

export async function overviewAction(visit: OperatorVisit): Promise<Outcome> {
	if (field(visit.request, 'do') !== 'count') return { problem: 'Nothing was chosen.' };
	await takeCensus(visit.context.store, visit.context.now, FULL_COUNT);
	return { notice: 'counted', items: [] };
}
