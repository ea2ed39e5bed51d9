const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, series, src } = require('gulp');

/** What the compiler leaves behind: icons, the codex beside each node, and data files of the domain. */
const ASSETS = [
	'nodes/**/*.svg',
	'credentials/**/*.svg',
	'icons/**/*.svg',
	'nodes/**/*.node.json',
	'nodes/**/__schema__/**/*.json',
	'shared/**/*.json',
];

async function clean() {
	await rm('dist', { recursive: true, force: true });
}

function compile() {
	return spawn('tsc', ['-p', 'tsconfig.json'], { stdio: 'inherit' });
}

function assets() {
	// Without `encoding: false` gulp 5 reads files as text and spoils binary ones.
	return src(ASSETS, { base: '.', encoding: false, allowEmpty: true }).pipe(dest('dist'));
}

exports.build = series(clean, compile, assets);
exports.default = exports.build;
