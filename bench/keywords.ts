/**
 * Precision and recall of the keyword detector on the labelled messages, and its speed beside
 * `Set.has(text.trim().toUpperCase())` in the same run.
 *
 * Run: npx tsc -p tsconfig.dev.json && node build/bench/keywords.js [--misses | --markdown]
 * With `--markdown` it prints the tables of `docs/keywords.md` and the README (`npm run keyword-table` puts them there).
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { detect, LANGUAGE_DATA, type Detection } from '../shared/keywords';

const LabelledMessage = z.object({
	text: z.string(),
	language: z.string(),
	expected: z.enum(['opt_in', 'opt_out', 'help', 'opt_out_likely']).nullable(),
	layer: z.enum(['exact', 'natural']).nullable(),
	split: z.enum(['dev', 'held-out']),
	note: z.string(),
});
type LabelledMessage = z.infer<typeof LabelledMessage>;

/** As the trigger hears a message where its own language and English are ticked; or with nothing ticked. */
const OPTIONS = {
	ticked: ({ language }: LabelledMessage) => ({ languages: ['en', language] }),
	all: () => ({}),
};

interface Judged extends LabelledMessage {
	hit: Detection | null;
}

type Row = Record<string, string | number>;

function judge(ticked: keyof typeof OPTIONS): Judged[] {
	const heard = ticked === 'all' ? messages.filter(({ note }) => !note.includes('counts only where the language is ticked')) : messages;
	return heard.map((message) => ({ ...message, hit: detect(message.text, OPTIONS[ticked](message)) }));
}

function percent(part: number, whole: number): string {
	return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)} %`;
}

function score(messages: readonly Judged[], belongs: (side: { layer: string | null; action: string | null }) => boolean): Row {
	const wanted = messages.filter(({ layer, expected }) => belongs({ layer, action: expected }));
	const given = messages.filter(({ hit }) => hit !== null && belongs({ layer: hit.layer, action: hit.action }));
	const right = given.filter(({ hit, expected, layer }) => hit?.action === expected && hit.layer === layer);
	return { expected: wanted.length, reported: given.length, right: right.length, precision: percent(right.length, given.length), recall: percent(right.length, wanted.length) };
}

function accuracyTables(title: string, messages: readonly Judged[]): void {
	for (const split of ['dev', 'held-out'] as const) {
		const part = messages.filter((message) => message.split === split);
		const rows: Record<string, Row> = {};
		for (const layer of ['exact', 'natural'] as const) rows[`${layer} layer`] = score(part, (side) => side.layer === layer);
		for (const action of ['opt_out', 'opt_in', 'help', 'opt_out_likely'] as const) rows[action] = score(part, (side) => side.action === action);
		for (const { code } of LANGUAGE_DATA) {
			const own = part.filter(({ language }) => language === code);
			for (const layer of ['exact', 'natural'] as const) {
				if (own.some((message) => message.layer === layer)) rows[`${code} ${layer}`] = score(own, (side) => side.layer === layer);
			}
		}
		const ordinary = part.filter(({ expected }) => expected === null);
		console.log(`\n${title}, ${split}: ${part.length} messages, ${ordinary.length} of them ordinary, ${ordinary.filter(({ hit }) => hit !== null).length} false alarms`);
		console.table(rows);
	}
}

function listMisses(messages: readonly Judged[]): void {
	for (const { split, language, text, expected, hit } of messages) {
		if ((hit?.action ?? null) === expected) continue;
		console.log([split, language, JSON.stringify(text), `expected ${expected}`, hit === null ? 'nothing' : `${hit.action}: ${hit.because ?? hit.keyword}`].join(' | '));
	}
}

function perSecond(read: (text: string) => unknown, texts: readonly string[]): number {
	const started = process.hrtime.bigint();
	let done = 0;
	let elapsed = 0;
	while (elapsed < 1) {
		for (const text of texts) read(text);
		done += texts.length;
		elapsed = Number(process.hrtime.bigint() - started) / 1e9;
	}
	return done / elapsed;
}

function speedTable(messages: readonly LabelledMessage[]): void {
	const words = new Set(LANGUAGE_DATA.flatMap(({ optOut, optIn, help }) => [...optOut, ...optIn, ...help].map(({ word }) => word)));
	const samples = {
		'all messages': messages.map(({ text }) => text),
		keywords: messages.filter(({ layer }) => layer === 'exact').map(({ text }) => text),
		'ordinary messages': messages.filter(({ expected }) => expected === null).map(({ text }) => text),
	};
	const readers = {
		'natural language off': (text: string) => detect(text, { naturalLanguage: 'off' }),
		'English and Spanish': (text: string) => detect(text, { languages: ['en', 'es'] }),
		'all languages': (text: string) => detect(text),
	};
	const rows: Record<string, Row> = {};
	for (const [sample, texts] of Object.entries(samples)) {
		const plain = perSecond((text) => words.has(text.trim().toUpperCase()), texts);
		for (const [reader, read] of Object.entries(readers)) {
			const rate = perSecond(read, texts);
			rows[`${sample}, ${reader}`] = { 'messages per second': Math.round(rate).toLocaleString('en'), 'ratio to Set.has': (rate / plain).toFixed(4) };
		}
	}
	console.table(rows);
}

const ACTIONS = ['opt_out', 'opt_in', 'help', 'opt_out_likely'] as const;

function markdownRow(name: string, { expected, reported, right, precision, recall }: Row): string {
	return `| ${[name, expected, reported, right, precision, recall].join(' | ')} |`;
}

const HEAD = ['| messages | expected | reported | right | precision | recall |', '|---|---|---|---|---|---|'];

/** Per layer and action: `short`; per language beside: `full`. */
function markdown(heard: readonly Judged[]): { short: string; full: string } {
	const layers = { exact: 'keywords', natural: 'plain language' } as const;
	const byLayer = (['exact', 'natural'] as const).map((layer) => markdownRow(`**${layers[layer]}**`, score(heard, (side) => side.layer === layer)));
	const byAction = ACTIONS.map((action) => markdownRow(`\`${action}\``, score(heard, (side) => side.action === action)));
	const ordinary = heard.filter(({ expected }) => expected === null);
	const alarms = `${heard.length} messages, ${ordinary.length} of them ordinary, of which ${ordinary.filter(({ hit }) => hit !== null).length} were taken for something else; no language chosen.`;
	const byLanguage = LANGUAGE_DATA.flatMap(({ code, name }) =>
		(['exact', 'natural'] as const).flatMap((layer) => {
			const own = heard.filter((message) => message.language === code);
			return own.some((message) => message.layer === layer) ? [markdownRow(`${name}, ${layers[layer]}`, score(own, (side) => side.layer === layer))] : [];
		}),
	);
	const short = [alarms, '', ...HEAD, ...byLayer, ...byAction].join('\n');
	return { short, full: [short, ...byLanguage].join('\n') };
}

const file = join(process.cwd(), 'test', 'data', 'consent-messages.jsonl');
const messages = readFileSync(file, 'utf8').trim().split('\n').map((line) => LabelledMessage.parse(JSON.parse(line)));
if (process.argv.includes('--misses')) {
	listMisses(judge('ticked'));
	listMisses(judge('all'));
} else if (process.argv.includes('--markdown')) {
	console.log(JSON.stringify(markdown(judge('all'))));
} else {
	accuracyTables('English and the message\'s language ticked', judge('ticked'));
	accuracyTables('No language ticked', judge('all'));
	speedTable(messages);
}
