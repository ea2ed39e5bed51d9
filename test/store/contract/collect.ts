import type { Ground } from './harness';

export interface Case {
	name: string;
	run(): Promise<void>;
}

/** The tests of a suite as plain functions, so that they can be run on something that ought to fail them. */
export function collect(suite: (ground: Ground) => void, ground: Ground): Case[] {
	const cases: Case[] = [];
	const befores: Array<Array<() => unknown>> = [[]];
	const group = (_: string, body: () => void) => {
		befores.push([]);
		body();
		befores.pop();
	};
	const test = (name: string, body: () => unknown) => {
		const first = befores.flat();
		cases.push({
			name,
			run: async () => {
				for (const before of first) await before();
				await body();
			},
		});
	};
	const real = { describe: globalThis.describe, it: globalThis.it, beforeEach: globalThis.beforeEach };
	Object.assign(globalThis, { describe: group, it: test, beforeEach: (body: () => unknown) => befores.at(-1)?.push(body) });
	try {
		suite(ground);
	} finally {
		Object.assign(globalThis, real);
	}
	return cases;
}
