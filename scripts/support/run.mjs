import { spawn } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const fromRoot = (...parts) => join(root, ...parts);

/** npm's own programs and Node 24 first, whatever Node the machine has. */
export function environment(extra = {}) {
	const env = { ...process.env, ...extra };
	env.PATH = [fromRoot('node_modules/.bin'), process.env.PATH].join(':');
	return env;
}

/**
 * Runs a program in the foreground and answers its exit code. With `quiet` the output is kept and only shown when
 * the program fails.
 */
export async function run(command, args, { cwd = root, quiet = false, env = {} } = {}) {
	return await new Promise((resolvePromise, reject) => {
		const child = spawn(command, args, { cwd, env: environment(env), stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit'] });
		let output = '';
		child.stdout?.on('data', (chunk) => (output += chunk));
		child.stderr?.on('data', (chunk) => (output += chunk));
		child.once('error', reject);
		child.once('close', (code, signal) => {
			if (quiet && code !== 0) process.stderr.write(output);
			resolvePromise(signal ? 1 : code);
		});
	});
}

export function say(text) {
	process.stdout.write(`${text}\n`);
}

export function seconds(since) {
	return `${((Date.now() - since) / 1000).toFixed(0)} s`;
}
