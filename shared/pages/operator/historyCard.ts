import { canBeCorrected } from '../../consent';
import type { HistoryEntry } from '../../store/types';
import type { Html } from '../html';
import { html } from '../html';
import { here, reasonField, tokenField } from './visit';
import type { OperatorVisit } from './visit';
import { capitalised, clock, inWords, recordedLater } from './words';

/** Shown in the sentence or beside it already. */
const TOLD = new Set(['text', 'keyword', 'actor', 'reason']);

/** The whole history, newest first, with its evidence in words. */
export function historyCard(visit: OperatorVisit, history: HistoryEntry[]): Html {
	const time = clock(visit.context.settings.timeZone);
	return html`<section class="card" aria-labelledby="history"><h2 id="history">History</h2>
${history.length === 0 && html`<p class="soft">Nothing on record.</p>`}
<ul class="plain">${[...history].reverse().map((entry) => html`<li>
<strong><bdi>${inWords(entry)}</bdi></strong>
<div class="small">${time(entry.occurredAt)}, ${recordedLater(entry)} · ${entry.source}${entry.evidence?.actor !== undefined && html` · by <bdi>${entry.evidence.actor}</bdi>`}${entry.evidence?.reason !== undefined && html`: <bdi>${entry.evidence.reason}</bdi>`}</div>
${entry.confirmBy !== undefined && html`<div class="small">To be confirmed by ${time(entry.confirmBy)}</div>`}
${entry.expiresAt !== undefined && html`<div class="small">Expires ${time(entry.expiresAt)}</div>`}
${entry.another === true && html`<p class="notice wait small">From somebody else who has or had this number. A stop may hold for everybody who does.</p>`}
${entry.refused !== undefined && html`<p class="notice bad small">Refused: they had said stop themselves.</p>`}
${entry.voidedBy !== undefined && html`<p class="notice wait small">Voided: it counts for nothing.</p>`}
${evidence(entry)}
${entry.voidedBy === undefined && entry.another !== true && correctable(entry) && voidForm(visit, entry)}
</li>`)}</ul></section>`;
}

function evidence(entry: HistoryEntry): Html | undefined {
	const parts = Object.entries(entry.evidence ?? {}).filter(([name, value]) => !TOLD.has(name) && value !== undefined && value !== '');
	if (parts.length === 0) return undefined;
	return html`<details class="small"><summary>Evidence</summary><dl class="sides">${parts.map(([name, value]) => html`<dt>${inPlainWords(name)}</dt><dd><bdi>${typeof value === 'string' ? value : JSON.stringify(value)}</bdi></dd>`)}</dl></details>`;
}

function inPlainWords(name: string): string {
	return capitalised(name.replace(/([A-Z])/g, ' $1').toLowerCase());
}

function correctable({ action, origin, door }: HistoryEntry): boolean {
	return canBeCorrected({ action, origin, door, eventId: '', contact: {}, lists: [], source: '', occurredAt: 0 });
}

function voidForm(visit: OperatorVisit, entry: HistoryEntry): Html {
	return html`<details class="small"><summary>This is a mistake…</summary><form method="post" action="${here(visit)}">${tokenField(visit)}<input type="hidden" name="eventId" value="${entry.eventId}">
${reasonField('', `void-${entry.eventId}-`)}<button class="danger slim" name="do" value="void">Void this event</button></form></details>`;
}
