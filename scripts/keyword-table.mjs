/**
 * `npm run keyword-table`: writes the tables of `docs/keywords.md` anew, the words from the keyword data, precision and recall as measured
 * now on the labelled messages, and the short form of the latter in the README; and prints it.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { fromRoot, say } from './support/run.mjs';


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

/** Puts a text between the two marks of a page. */
function put(page, name, text) {
	const path = fromRoot(page);
	const [from, to] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`];
	const [before, rest] = readFileSync(path, 'utf8').split(from);
	const after = rest?.split(to)[1];
	if (after === undefined) throw new Error(`${page} lacks the marks ${from} and ${to}`);
	writeFileSync(path, `${before}${from}\n${text}\n${to}${after}`);
}

const require = createRequire(import.meta.url);
require(fromRoot('test/support/typescript.cjs'));
const { LANGUAGE_DATA } = require(fromRoot('shared/keywords/data/index.ts'));
const measured = execFileSync(process.execPath, ['-r', './test/support/typescript.cjs', 'bench/keywords.ts', '--markdown'], { cwd: fromRoot('.'), encoding: 'utf8' });
const { short, full } = JSON.parse(measured);
put('docs/keywords.md', 'keywords', tables(LANGUAGE_DATA));
put('docs/keywords.md', 'measured', full);
put('README.md', 'measured', short);
say(`docs/keywords.md and README.md are up to date.\n\n${short}`);
