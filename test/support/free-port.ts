import { createServer } from 'node:net';

/** A TCP port on loopback that nobody listens on at this moment. */
export async function freePort(): Promise<number> {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => {
				if (address === null || typeof address === 'string') {
					reject(new Error('The operating system gave no port'));
				} else {
					resolve(address.port);
				}
			});
		});
	});
}
