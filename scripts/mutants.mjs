/**
 * `npm run mutants [-- <part>…]`: changes the pure code of the domain one small step at a time (Stryker) and looks whether the unit tests
 * notice. Takes minutes a part, so it is no part of `npm test`. Survivors are listed as they are found, a table comes last.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';

import { ensureDependencies } from './support/install.mjs';
import { PARTS } from './support/mutated-parts.mjs';
import { fromRoot, run, say } from './support/run.mjs';

const asked = process.argv.slice(2);
const unknown = asked.filter((part) => !Object.hasOwn(PARTS, part));
if (unknown.length > 0) {
	say(`There is no part called ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}.`);
	process.exit(1);
}

/** Mutants, those that were noticed, and the percentage, counted as Stryker counts. */
function score(report) {
	const statuses = Object.values(report.files).flatMap(({ mutants }) => mutants.map(({ status }) => status));
	const count = (...some) => statuses.filter((status) => some.includes(status)).length;
	const noticed = count('Killed', 'Timeout');
	const all = noticed + count('Survived', 'NoCoverage');
	return { all, noticed, percent: all === 0 ? 100 : (100 * noticed) / all };
}

await ensureDependencies();
mkdirSync(fromRoot('test-results/mutants'), { recursive: true });
const rows = [];
for (const part of asked.length > 0 ? asked : Object.keys(PARTS)) {
	const file = fromRoot('test-results/mutants', `${part.replaceAll('/', '-')}.json`);
	rmSync(file, { force: true });
	// A mutant needs few examples: what a property would find with thousands, a table should say outright.
	const code = await run('stryker', ['run'], { env: { MUTANTS_PART: part, PROPERTY_SCALE: process.env.PROPERTY_SCALE ?? '0.02' } });
	if (code !== 0) process.exitCode = 1;
	if (!existsSync(file)) rows.push(`| ${part} | not run | | |`);
	else {
		const { all, noticed, percent } = score(JSON.parse(readFileSync(file, 'utf8')));
		rows.push(`| ${part} | ${all} | ${noticed} | ${percent.toFixed(1)} % |`);
	}
}
say(['', '| part | mutants | noticed | score |', '|---|---|---|---|', ...rows].join('\n'));
