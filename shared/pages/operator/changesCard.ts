import type { KeptChange } from '../../store/types';
import { html } from '../html';
import type { Html, Part } from '../html';
import type { OperatorVisit } from './visit';
import { clock } from './words';

/** Who changed what, and why, newest first. */
export function changesCard({ context }: OperatorVisit, changes: KeptChange[]): Part {
	if (changes.length === 0) return undefined;
	const time = clock(context.settings.timeZone);
	return html`<details class="card"><summary>Changes</summary><ul class="plain">${changes.map(
		({ at, actor, reason, what, fields }) => html`<li><strong>${what}</strong><div class="small">${time(at)} · by <bdi>${actor}</bdi>: <bdi>${reason}</bdi></div>${fieldsIn(fields)}</li>`,
	)}</ul></details>`;
}

function fieldsIn(fields: KeptChange['fields']): Html | undefined {
	if (fields.length === 0) return undefined;
	return html`<dl class="sides small">${fields.map(({ name, from, to }) => html`<dt>${name}</dt><dd><bdi>${from ?? '(nothing)'}</bdi> → <bdi>${to ?? '(nothing)'}</bdi></dd>`)}</dl>`;
}
