import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { PARTS } from './scripts/support/mutated-parts.mjs';

const part = process.env.MUTANTS_PART;
const { code, tests } = PARTS[part];
process.env.MUTANTS_TESTS ??= globSync(tests).sort().join();

/** Read by `npm run mutants`, which names the part. `MUTANTS_FILES` narrows it to some files, or lines of them: `shared/identity/phone.ts:20-30`. */
export default {
	mutate: process.env.MUTANTS_FILES?.split(',') ?? code,
	testRunner: 'inOneProcess',
	plugins: [fileURLToPath(new URL('test/mutants/runner.mjs', import.meta.url))],
	coverageAnalysis: 'perTest',
	// swc looks at no types.
	disableTypeChecks: false,
	concurrency: 2,
	// A busy machine must not look like a loop without end.
	timeoutMS: 60_000,
	tempDirName: '.cache/mutants',
	cleanTempDir: 'always',
	ignorePatterns: ['.cache', '.demo', 'build', 'dist', 'docs', 'e2e', 'examples', 'icons', 'test-results', 'test/e2e', 'test/browser', 'test/store', 'simulator/web'],
	thresholds: { high: 95, low: 90, break: 90 },
	reporters: ['clear-text', 'progress-append-only', 'json'],
	clearTextReporter: { allowColor: false, reportTests: false, reportScoreTable: false },
	jsonReporter: { fileName: process.env.MUTANTS_JSON ?? `test-results/mutants/${part.replaceAll('/', '-')}.json` },
};
