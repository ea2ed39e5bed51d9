import type { Html } from '../html';
import { html } from '../html';
import type { Census } from './census';

const WIDTH = 640;
const HEIGHT = 200;
const MIDDLE = 100;
const ROOM = 78;

/** Opt-ins above the line, opt-outs below it, week by week. */
export function weeksChart(weeks: Census['weeks'], label: (moment: string) => string): Html {
	const most = Math.max(1, ...weeks.map(({ optedIn, optedOut }) => Math.max(optedIn, optedOut)));
	const step = WIDTH / Math.max(1, weeks.length);
	const bars = weeks.map(({ from, optedIn, optedOut }, index) => {
		const x = index * step + step * 0.2;
		const up = (optedIn / most) * ROOM;
		const down = (optedOut / most) * ROOM;
		return html`<rect class="in" x="${x}" y="${MIDDLE - up}" width="${step * 0.6}" height="${up}"/><rect class="out" x="${x}" y="${MIDDLE}" width="${step * 0.6}" height="${down}"/>${optedIn > 0 && html`<text x="${x}" y="${MIDDLE - up - 4}">${optedIn}</text>`}${optedOut > 0 && html`<text x="${x}" y="${MIDDLE + down + 12}">${optedOut}</text>`}${index % 3 === 0 && html`<text x="${x}" y="${HEIGHT - 2}">${label(from)}</text>`}`;
	});
	const summary = weeks.map(({ from, optedIn, optedOut }) => `${label(from)}: ${optedIn} in, ${optedOut} out`).join('; ');
	return html`<svg class="chart" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="Opt-ins and opt-outs by week. ${summary}"><line x1="0" x2="${WIDTH}" y1="${MIDDLE}" y2="${MIDDLE}"/>${bars}</svg>`;
}

/** Names with bars as long as their counts. */
export function barsChart(title: string, counts: ReadonlyArray<readonly [string, number]>, kind: 'in' | 'out'): Html {
	const most = Math.max(1, ...counts.map(([, count]) => count));
	const height = counts.length * 26;
	const rows = counts.map(([name, count], index) => {
		const y = index * 26;
		return html`<text x="0" y="${y + 15}">${name.length > 34 ? `${name.slice(0, 33)}…` : name}</text><rect class="${kind}" x="220" y="${y + 3}" width="${(count / most) * 180}" height="16"/><text x="${226 + (count / most) * 180}" y="${y + 15}">${count}</text>`;
	});
	return html`<svg class="chart" viewBox="0 0 440 ${Math.max(height, 1)}" role="img" aria-label="${title}. ${counts.map(([name, count]) => `${name}: ${count}`).join('; ')}">${rows}</svg>`;
}
