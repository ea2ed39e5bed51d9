import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { ROOT } from '../../support/root';

const NODE = join(ROOT, 'e2e/node_modules/node/bin/node');
/** `N8N_PATH`: a folder in which another n8n was installed with npm, to run the same tests against it. */
export const N8N_FOLDER = join(process.env.N8N_PATH ?? join(ROOT, 'e2e'), 'node_modules/n8n');

/** One n8n process: main or worker. Its output goes to a file. */
export class N8nProcess {
	private child: ChildProcess | undefined;
	private exited: Promise<void> = Promise.resolve();
	private readonly endWithUs = () => this.child?.kill('SIGKILL');

	constructor(
		private readonly args: string[],
		private readonly env: NodeJS.ProcessEnv,
		private readonly healthUrl: string,
		readonly logFile: string,
	) {}

	get pid(): number | undefined {
		return this.child?.pid;
	}

	logs(): string {
		return readFileSync(this.logFile, 'utf8');
	}

	/** Resolves when n8n says that it is ready. @throws with the end of its log when it ends or stays silent. */
	async start(timeoutMs = 300_000): Promise<void> {
		if (this.child) return;
		const log = openSync(this.logFile, 'a');
		const child = spawn(NODE, [join(N8N_FOLDER, 'bin/n8n'), ...this.args], { env: this.env, stdio: ['ignore', log, log] });
		closeSync(log);
		this.child = child;
		let ended = false;
		this.exited = new Promise<void>((done) => {
			child.once('error', () => done());
			child.once('exit', () => done());
		}).then(() => {
			ended = true;
			this.child = undefined;
			process.removeListener('exit', this.endWithUs);
		});
		process.on('exit', this.endWithUs);
		const deadline = Date.now() + timeoutMs;
		while (!(await this.isReady())) {
			if (ended) throw new Error(`n8n ended while starting.\n${this.logs().slice(-4000)}`);
			if (Date.now() > deadline) {
				await this.kill();
				throw new Error(`n8n was not ready after ${timeoutMs / 1000} s.\n${this.logs().slice(-4000)}`);
			}
			await new Promise((wake) => setTimeout(wake, 200));
		}
	}

	private async isReady(): Promise<boolean> {
		try {
			return (await fetch(this.healthUrl, { headers: { connection: 'close' }, signal: AbortSignal.timeout(2000) })).ok;
		} catch {
			return false;
		}
	}

	/** SIGKILL: no time to finish anything, as in a power cut. */
	async kill(): Promise<void> {
		await this.end('SIGKILL');
	}

	/** Orderly end; a process that has not ended after 20 s is killed. */
	async stop(): Promise<void> {
		const impatient = setTimeout(() => this.child?.kill('SIGKILL'), 20_000);
		await this.end('SIGTERM');
		clearTimeout(impatient);
	}

	private async end(signal: NodeJS.Signals): Promise<void> {
		this.child?.kill(signal);
		await this.exited;
	}
}
