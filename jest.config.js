/** One transformer and one Node environment for every suite; the suites differ in what they need around them. */
const base = {
	testEnvironment: 'node',
	setupFilesAfterEnv: ['<rootDir>/test/support/patience.cjs'],
	// Not e2e/: walking through an installed n8n takes longer than many a test, and it may be just being installed.
	roots: ['credentials', 'nodes', 'shared', 'simulator', 'test'].map((folder) => `<rootDir>/${folder}`),
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{
				jsc: { parser: { syntax: 'typescript', decorators: true }, target: 'es2022' },
				module: { type: 'commonjs' },
				sourceMaps: 'inline',
			},
		],
	},
};

const globalSetup = '<rootDir>/test/e2e/support/pack-once.ts';

module.exports = {
	projects: [
		{ ...base, displayName: 'unit', testMatch: ['<rootDir>/test/unit/**/*.test.ts'] },
		{
			...base,
			displayName: 'store',
			// What takes hours, or programs that npm does not bring, runs with `npm run soak`.
			testMatch: ['<rootDir>/test/store/**/*.test.ts', ...(process.env.SOAK === '1' ? ['<rootDir>/test/store/**/*.soak.ts'] : [])],
		},
		{ ...base, displayName: 'e2e', globalSetup, testMatch: ['<rootDir>/test/e2e/**/*.test.ts'] },
		{ ...base, displayName: 'browser', globalSetup, testMatch: ['<rootDir>/test/browser/**/*.test.ts'] },
	],
};
