import type { Html } from '../html';
import { html } from '../html';

const WIDTH = 640;
const HEIGHT = 224;
const MIDDLE = 100;
const ROOM = 72;
/** Height of a name with its bar. */
const LINE = 42;
const LONGEST_BAR = 340;

export type Tone = 'in' | 'out' | 'wait' | 'stop';

export interface Series {
	name: string;
	tone: Tone;
	counts: readonly number[];
}

/** One series above the line and one below it, week by week. */
export function weeksChart(title: string, weeks: readonly string[], above: Series, below: Series): Html {
	const most = Math.max(1, ...above.counts, ...below.counts);
	const step = WIDTH / Math.max(1, weeks.length);
	const bars = weeks.map((week, index) => {
		const x = index * step + step * 0.2;
		const [up, down] = [above.counts[index] ?? 0, below.counts[index] ?? 0];
		const [high, deep] = [(up / most) * ROOM, (down / most) * ROOM];
		return html`<rect class="${above.tone}" x="${x}" y="${MIDDLE - high}" width="${step * 0.6}" height="${high}"/><rect class="${below.tone}" x="${x}" y="${MIDDLE}" width="${step * 0.6}" height="${deep}"/>${up > 0 && html`<text x="${x + step * 0.3}" y="${MIDDLE - high - 4}" text-anchor="middle">${up}</text>`}${down > 0 && html`<text x="${x + step * 0.3}" y="${MIDDLE + deep + 5}" text-anchor="middle" dominant-baseline="hanging">${down}</text>`}${index % 3 === 0 && html`<text x="${x}" y="${HEIGHT - 6}">${week}</text>`}`;
	});
	const summary = weeks.map((week, index) => `${week}: ${above.counts[index] ?? 0} ${above.name}, ${below.counts[index] ?? 0} ${below.name}`).join('; ');
	return html`<p class="legend small"><span class="key ${above.tone}"></span> ${above.name} <span class="key ${below.tone}"></span> ${below.name}</p>
<svg class="chart weeks" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}. ${summary}"><line x1="0" x2="${WIDTH}" y1="${MIDDLE}" y2="${MIDDLE}"/>${bars}</svg>`;
}

/** Names with bars as long as their counts. */
export function barsChart(title: string, counts: ReadonlyArray<readonly [name: string, count: number]>, tone: Tone, inWords: (count: number) => string = String): Html {
	const most = Math.max(...counts.map(([, count]) => count)) || 1;
	const rows = counts.map(([name, count], index) => {
		const y = index * LINE;
		const long = (count / most) * LONGEST_BAR;
		return html`<text x="0" y="${y + 15}">${name.length > 44 ? `${name.slice(0, 43)}…` : name}</text><rect class="${tone}" x="0" y="${y + 21}" width="${long}" height="14"/><text x="${long + (long > 0 ? 6 : 0)}" y="${y + 33}">${inWords(count)}</text>`;
	});
	return html`<svg class="chart bars" viewBox="0 0 440 ${Math.max(counts.length * LINE, 1)}" role="img" aria-label="${title}. ${counts.map(([name, count]) => `${name}: ${inWords(count)}`).join('; ')}">${rows}</svg>`;
}
