import { createRequire } from 'node:module';
import { join, sep } from 'node:path';

/**
 * Runs the tests of one part for Stryker, in one process that lives on: for each change of the code, what is the project's own is loaded
 * anew, so that nothing a changed module kept is met again, and libraries are not. Jest would load them all once per change, which takes
 * longer than the tests do.
 */
class Runner {
	capabilities() {
		return { reloadEnvironment: true };
	}

	init() {
		this.require = createRequire(join(process.cwd(), 'package.json'));
		this.require('./test/support/typescript.cjs');
		const compile = this.require.extensions['.ts'];
		const compiled = new Map();
		this.require.extensions['.ts'] = (module, filename) => {
			const known = compiled.get(filename);
			if (known !== undefined) return module._compile(known, filename);
			return compile({ _compile: (code) => module._compile(compiled.set(filename, code).get(filename), filename) }, filename);
		};
		const { bind } = this.require('jest-each');
		this.bind = bind;
		globalThis.expect = this.require('@jest/expect').jestExpect;
		globalThis.__stryker__ ??= {};
	}

	async dryRun() {
		const tests = this.load();
		const results = await this.run(tests, false);
		const failed = results.find(({ status }) => status === 'failed');
		if (failed !== undefined) return { status: 'error', errorMessage: `${failed.name}: ${failed.failureMessage}` };
		return { status: 'complete', tests: results, mutantCoverage: globalThis.__stryker__.mutantCoverage };
	}

	async mutantRun({ activeMutant, testFilter, hitLimit }) {
		const stryker = globalThis.__stryker__;
		Object.assign(stryker, { activeMutant: activeMutant.id, hitCount: hitLimit === undefined ? undefined : 0, hitLimit });
		let results;
		try {
			const wanted = testFilter === undefined ? undefined : new Set(testFilter);
			results = await this.run(this.load().filter(({ id }) => wanted === undefined || wanted.has(id)), true);
		} catch (error) {
			results = [{ id: 'loading', status: 'failed', failureMessage: String(error) }];
		} finally {
			stryker.activeMutant = undefined;
		}
		if (hitLimit !== undefined && stryker.hitCount > hitLimit) return { status: 'timeout', reason: 'it goes round without end' };
		const failed = results.find(({ status }) => status === 'failed');
		if (failed === undefined) return { status: 'survived', nrOfTests: results.length };
		return { status: 'killed', killedBy: [failed.id], failureMessage: failed.failureMessage, nrOfTests: results.length };
	}

	/** The tests, each with the blocks it stands in, outermost first. */
	load() {
		const own = process.cwd() + sep;
		for (const name of Object.keys(this.require.cache)) if (name.startsWith(own) && !name.includes(`${sep}node_modules${sep}`)) delete this.require.cache[name];
		const tests = [];
		let blocks = [newBlock('')];
		const test = (name, run) => {
			const title = [...blocks.map((block) => block.name), name].join(' ').trim();
			const before = tests.filter((other) => other.name === title).length;
			tests.push({ id: before === 0 ? title : `${title} #${before + 1}`, name: title, run, blocks });
		};
		const describe = (name, define) => {
			const outside = blocks;
			blocks = [...outside, newBlock(name)];
			define();
			blocks = outside;
		};
		const hook = (kind) => (run) => blocks.at(-1)[kind].push(run);
		test.each = this.bind(test, false);
		describe.each = this.bind(describe, false);
		Object.assign(globalThis, { describe, test, it: test, beforeAll: hook('beforeAll'), beforeEach: hook('beforeEach'), afterEach: hook('afterEach'), afterAll: hook('afterAll') });
		for (const file of process.env.MUTANTS_TESTS.split(',')) {
			blocks = [newBlock('')];
			this.require(join(process.cwd(), file));
		}
		return tests;
	}

	/** Runs tests in order; where one is enough, only until one fails. */
	async run(tests, untilOneFails) {
		const results = [];
		const open = [];
		const close = async (kept) => {
			while (open.length > kept) for (const end of open.pop().afterAll) await end();
		};
		for (const [n, { id, name, run, blocks }] of tests.entries()) {
			const result = { id, name, timeSpentMs: 0, status: 'success' };
			const started = performance.now();
			globalThis.__stryker__.currentTestId = id;
			try {
				for (const block of blocks.slice(open.length)) {
					open.push(block);
					for (const begin of block.beforeAll) await begin();
				}
				try {
					for (const block of blocks) for (const begin of block.beforeEach) await begin();
					await run();
				} finally {
					for (const block of [...blocks].reverse()) for (const end of block.afterEach) await end();
				}
			} catch (error) {
				Object.assign(result, { status: 'failed', failureMessage: String(error?.stack ?? error).slice(0, 2000) });
			}
			globalThis.__stryker__.currentTestId = undefined;
			result.timeSpentMs = performance.now() - started;
			results.push(result);
			const enough = untilOneFails && result.status === 'failed';
			const next = enough ? [] : (tests[n + 1]?.blocks ?? []);
			let kept = 0;
			while (kept < open.length && open[kept] === next[kept]) kept++;
			try {
				await close(kept);
			} catch (error) {
				Object.assign(result, { status: 'failed', failureMessage: String(error) });
			}
			if (result.status === 'failed' && untilOneFails) break;
		}
		return results;
	}
}

function newBlock(name) {
	return { name, beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] };
}

export const strykerPlugins = [{ kind: 'TestRunner', name: 'inOneProcess', injectableClass: Runner }];
