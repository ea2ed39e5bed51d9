import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const communityNodes = n8nCommunityNodesPlugin.configs.recommendedWithoutN8nCloudSupport;

/** Imports that would tie the domain to n8n or to the programs around it. */
const NOT_IN_THE_DOMAIN = [
	{ regex: '^(n8n|n8n-workflow|n8n-core|@n8n/.+)$', message: 'shared/ knows nothing of n8n: translate in nodes/.' },
	{ group: ['**/nodes/**', '**/credentials/**', '**/simulator/**', '**/test/**'], message: 'shared/ stands on its own.' },
];

/** Libraries that talk to the outside. */
const ONLY_IN_ADAPTERS = '^(axios|keyv|@keyv/.+|pg|pg-.+|node:(sqlite|https?))$';

const jsonAsTypeScript = { parser: tseslint.parser, parserOptions: { extraFileExtensions: ['.json'] } };

export default defineConfig(
	globalIgnores(['dist/', 'build/', 'coverage/', 'test-results/', '.demo/', '.cache/', 'e2e/node_modules/', 'docs/']),
	{ linterOptions: { reportUnusedDisableDirectives: 'error' } },

	{
		files: ['**/*.ts'],
		extends: [tseslint.configs.recommended],
		languageOptions: { parserOptions: { project: './tsconfig.check.json', tsconfigRootDir: import.meta.dirname } },
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			// Naming a field is how a copy leaves it out: const { links, ...rest } = state.
			'@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
			'@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
			// A forgotten await is how an opt-out gets lost without a trace.
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
			eqeqeq: ['error', 'always', { null: 'ignore' }],
		},
	},

	{
		files: ['nodes/**/*.ts', 'credentials/**/*.ts', 'shared/**/*.ts'],
		extends: [communityNodes],
		rules: { 'no-console': 'error' },
	},
	{
		files: ['shared/**/*.ts'],
		// The domain has errors of its own; nodes/common turns them into n8n's.
		rules: { '@n8n/community-nodes/require-node-api-error': 'off' },
	},
	{
		files: ['package.json'],
		extends: [communityNodes],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		languageOptions: jsonAsTypeScript,
		rules: {
			...n8nNodesBase.configs.community.rules,
			// Consent has to be kept somewhere and messages have to be sent: keyv, @keyv/postgres, axios and
			// libphonenumber-js are needed at run time. Bundling them only moves the findings into our own files.
			'@n8n/community-nodes/no-runtime-dependencies': 'off',
		},
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.credentials.rules,
			// n8n's own tool for community nodes switches the same rules off: its newer plugin has better ones.
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...n8nNodesBase.configs.nodes.rules,
			// As above: several outputs are legal, and an API may have a real upper limit.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},

	{
		files: ['shared/**/*.ts'],
		ignores: ['shared/**/adapters/**'],
		rules: {
			'@typescript-eslint/no-restricted-imports': [
				'error',
				{ patterns: [...NOT_IN_THE_DOMAIN, { regex: ONLY_IN_ADAPTERS, message: 'Only adapters/ talk to the outside.' }] },
			],
		},
	},
	{
		files: ['shared/**/adapters/**/*.ts'],
		rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: NOT_IN_THE_DOMAIN }] },
	},
);
