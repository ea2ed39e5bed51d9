/**
 * Runs n8n's package scanner offline: on the source as it will be attested, and on the packed package. The scanner's
 * own command asks npm for a published version's provenance first, so it can only run after publishing.
 */
import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { SOURCE_FILE_PATTERNS, buildScanConfig } from '@n8n/scan-community-package/scanner/scanner.mjs';
import { ESLint } from 'eslint';

import { pack } from './support/package.mjs';
import { root, say } from './support/run.mjs';

const CLOUD_ONLY = 'n8n Cloud takes no package that keeps data or brings dependencies; this one is for self-hosted n8n';

/** Findings we stand by, each with its reason. Any other finding fails the scan. */
const ACCEPTED = [
	{ rule: '@n8n/community-nodes/no-runtime-dependencies', file: /^package\.json$/, reason: CLOUD_ONLY },
	{ rule: '@n8n/community-nodes/no-restricted-imports', file: /^(dist\/(shared|nodes)\/|nodes\/)/, reason: CLOUD_ONLY },
	{ rule: '@n8n/community-nodes/no-restricted-globals', file: /^(index\.js|dist\/(shared|nodes)\/|nodes\/)/, reason: CLOUD_ONLY },
	{ rule: '@n8n/community-nodes/no-restricted-imports', file: /^index\.js$/, reason: 'the library face, which n8n does not load' },
];

/** The scanner's `analyzePackage()`, with findings as data instead of text. */
async function findings(folder, patterns) {
	const files = globSync(patterns, { cwd: folder, exclude: (path) => /node_modules|package-lock\.json/.test(path) });
	if (files.length === 0) throw new Error(`Nothing to scan in ${folder}. Run "npm run build" first.`);
	const eslint = new ESLint({ cwd: folder, allowInlineConfig: false, overrideConfigFile: true, overrideConfig: await buildScanConfig() });
	const results = await eslint.lintFiles(files.map((file) => join(folder, file)));
	return results.flatMap(({ filePath, messages }) =>
		messages
			.filter(({ severity }) => severity === 2)
			.map(({ ruleId, line, message }) => ({ rule: ruleId ?? 'unreadable', file: relative(folder, filePath), line, message })),
	);
}

async function packedPackage(folder) {
	mkdirSync(join(folder, 'package'));
	execFileSync('tar', ['-xzf', await pack(folder), '-C', join(folder, 'package'), '--strip-components=1']);
	return join(folder, 'package');
}

const draft = mkdtempSync(join(tmpdir(), 'consent-scan-'));
try {
	const parts = [
		['source', await findings(root, SOURCE_FILE_PATTERNS)],
		['packed package', await findings(await packedPackage(draft), ['**/*.js', 'package.json'])],
	];
	for (const [name, found] of parts) {
		const open = found.filter(({ rule, file }) => !ACCEPTED.some((accepted) => accepted.rule === rule && accepted.file.test(file)));
		for (const { rule, file, line, message } of open) say(`${name}: ${file}:${line}  ${message}  ${rule}`);
		say(`${name}: ${open.length} findings, ${found.length - open.length} accepted with a reason (scripts/scan.mjs)`);
		if (open.length > 0) process.exitCode = 1;
	}
} finally {
	rmSync(draft, { recursive: true, force: true });
}
