import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from './free-port';

export interface TestRedis {
	host: string;
	port: number;
	stop(): Promise<void>;
}

async function answers(host: string, port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, host, () => socket.write('PING\r\n'));
		socket.setTimeout(1000, () => socket.destroy());
		socket.once('data', (reply) => {
			resolve(reply.toString().startsWith('+PONG'));
			socket.destroy();
		});
		socket.once('error', () => resolve(false));
		socket.once('close', () => resolve(false));
	});
}

/** Starts the machine's own redis-server on a free loopback port, nothing kept on disk. Always `stop()` it. */
export async function startRedis(): Promise<TestRedis> {
	const host = '127.0.0.1';
	const port = await freePort();
	const folder = mkdtempSync(join(tmpdir(), 'consent-redis-'));
	const server = spawn('redis-server', ['--port', String(port), '--bind', host, '--save', '', '--appendonly', 'no', '--dir', folder], { stdio: 'ignore' });
	let problem: Error | undefined;
	const exited = new Promise<void>((resolve) => {
		server.once('error', (error) => {
			problem = new Error(`redis-server did not start (${error.message}). Install it with: sudo apt-get install redis-server`);
			resolve();
		});
		server.once('exit', (code) => {
			problem ??= new Error(`redis-server ended with code ${code}`);
			resolve();
		});
	});
	const endWithUs = () => server.kill('SIGKILL');
	process.on('exit', endWithUs);

	async function stop(): Promise<void> {
		server.kill('SIGTERM');
		await exited;
		process.removeListener('exit', endWithUs);
		rmSync(folder, { recursive: true, force: true });
	}

	while (!(await answers(host, port))) {
		if (problem) {
			await stop();
			throw problem;
		}
		await new Promise((wake) => setTimeout(wake, 50));
	}
	return { host, port, stop };
}
