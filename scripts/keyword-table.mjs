/**
 * `npm run keyword-table`: writes the tables of `docs/keywords.md` anew from the keyword data, between its two marks.
 * The data is read from the last build.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { fromRoot, run, say } from './support/run.mjs';

const PAGE = fromRoot('docs/keywords.md');
const [FROM, TO] = ['<!-- keywords: begin -->', '<!-- keywords: end -->'];

const cell = (text) => text.replaceAll('|', '\\|');

/** Yes-words are marked with `?`, words that also cancel an order with `*`, words that count only where the language is chosen with `°`. */
function word({ word, affirmative, orderAmbiguous, onlyWhenTicked }) {
	return `${cell(word)}${affirmative ? ' ?' : ''}${orderAmbiguous ? ' *' : ''}${onlyWhenTicked ? ' °' : ''}`;
}

const list = (entries) => (entries.length === 0 ? '–' : entries.map(word).join(', '));

function tables(languages) {
	const rows = languages.map(({ code, name, optOut, optIn, help }) => `| ${name} (\`${code}\`) | ${list(optOut)} | ${list(optIn)} | ${list(help)} |`);
	const without = (field) => languages.filter((language) => language[field].length === 0).map(({ name }) => name);
	const onlyYes = languages.filter(({ optIn }) => optIn.length > 0 && optIn.every(({ affirmative }) => affirmative)).map(({ name }) => name);
	const count = (field) => languages.reduce((sum, language) => sum + language[field].length, 0);
	return [
		`${languages.length} languages, ${count('optOut')} opt-out words, ${count('optIn')} opt-in words, ${count('help')} help words.`,
		'',
		'| language | opt-out | opt-in | help |',
		'|---|---|---|---|',
		...rows,
		'',
		'| gap | languages |',
		'|---|---|',
		`| no sourced opt-out word (STOP still counts) | ${without('optOut').join(', ') || 'none'} |`,
		`| no sourced opt-in word (START still counts) | ${without('optIn').join(', ') || 'none'} |`,
		`| a yes-word is the only opt-in word | ${onlyYes.join(', ') || 'none'} |`,
		`| no sourced help word | ${without('help').join(', ') || 'none'} |`,
	].join('\n');
}

if ((await run('tsc', ['-p', 'tsconfig.json'], { quiet: true })) !== 0) throw new Error('The package does not compile. The lines above say why.');
const { LANGUAGE_DATA } = createRequire(import.meta.url)(fromRoot('dist/shared/keywords/data/index.js'));
const page = readFileSync(PAGE, 'utf8');
const [before, rest] = page.split(FROM);
const after = rest?.split(TO)[1];
if (after === undefined) throw new Error(`docs/keywords.md lacks the marks ${FROM} and ${TO}`);
writeFileSync(PAGE, `${before}${FROM}\n${tables(LANGUAGE_DATA)}\n${TO}${after}`);
say('docs/keywords.md is up to date with the keyword data.');
