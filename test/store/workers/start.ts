import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { StoreConfig } from '../../../shared/store';
import type { Task } from './events';

export interface Writer {
	/** Opened its store and waits for `go`. */
	ready: Promise<void>;
	go(): void;
	kill(): void;
	/** How it ended: its exit code, or null when killed, and what it printed. */
	ended: Promise<{ code: number | null; output: string; errors: string }>;
}

const ROOT = join(__dirname, '../../..');

export function startWriter(task: Task & { config: StoreConfig; acknowledged?: string }): Writer {
	const child = spawn(process.execPath, ['-r', './test/support/typescript.cjs', './test/store/workers/writer.ts'], {
		cwd: ROOT,
		env: { ...process.env, TASK: JSON.stringify(task) },
		stdio: ['pipe', 'pipe', 'pipe'],
	});
	let output = '';
	let errors = '';
	child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
	child.stdin.on('error', () => undefined);
	const ended = new Promise<{ code: number | null; output: string; errors: string }>((resolve) =>
		child.once('close', (code) => resolve({ code, output, errors })),
	);
	const ready = new Promise<void>((resolve, reject) => {
		child.stdout.on('data', (chunk: Buffer) => {
			output += chunk.toString();
			if (output.includes('ready')) resolve();
		});
		child.once('close', () => reject(new Error(`the writer ended before it was ready: ${errors}`)));
	});
	return { ready, ended, go: () => void child.stdin.write('go\n'), kill: () => void child.kill('SIGKILL') };
}
