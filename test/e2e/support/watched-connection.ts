import { connect, createServer, type Server, type Socket } from 'node:net';

import { freePort } from '../../support/free-port';

/** A way to a server that counts what comes back, so that something can happen in the middle of an answer. */
export class WatchedConnection {
	private bytes = 0;
	private plan: { after: number; act: () => void } | undefined;
	private delayMs = 0;
	private readonly sockets = new Set<Socket>();

	private constructor(
		private readonly server: Server,
		readonly port: number,
	) {}

	static async to(host: string, port: number): Promise<WatchedConnection> {
		const own = await freePort();
		const server = createServer((near) => {
			const far = connect(port, host);
			for (const socket of [near, far]) {
				watched.sockets.add(socket);
				socket.on('error', () => undefined);
				socket.on('close', () => {
					watched.sockets.delete(socket);
					near.destroy();
					far.destroy();
				});
			}
			near.on('data', (data) => void far.write(data));
			far.on('data', (data) => {
				watched.count(data.length);
				if (watched.delayMs === 0) near.write(data);
				else setTimeout(() => near.writable && near.write(data), watched.delayMs);
			});
		});
		const watched = new WatchedConnection(server, own);
		await new Promise<void>((resolve) => server.listen(own, '127.0.0.1', resolve));
		return watched;
	}

	/** Does something once this many more bytes have come from the server. @returns when it was done */
	async whenAnswered(bytes: number, act: () => void | Promise<void>): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			this.bytes = 0;
			this.plan = { after: bytes, act: () => void Promise.resolve(act()).then(resolve, reject) };
		});
	}

	/** How many bytes came from the server while something was done. */
	async bytesDuring(work: () => Promise<unknown>): Promise<number> {
		this.bytes = 0;
		await work();
		return this.bytes;
	}

	/** Every answer arrives so much later. */
	slowDown(ms: number): void {
		this.delayMs = ms;
	}

	close(): void {
		for (const socket of this.sockets) socket.destroy();
		this.server.close();
	}

	private count(length: number): void {
		this.bytes += length;
		if (this.plan === undefined || this.bytes < this.plan.after) return;
		const { act } = this.plan;
		this.plan = undefined;
		act();
	}
}
