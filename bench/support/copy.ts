import type { Connection, PoolClient } from 'pg';

/** As much of pg's protocol as `COPY … FROM STDIN` takes. */
interface CopyConnection {
	query(text: string): void;
	sendCopyFromChunk(chunk: Buffer): void;
	endCopyFrom(): void;
	stream: { write(data: Buffer): boolean; once(event: 'drain', listener: () => void): void; writableNeedDrain?: boolean };
}

/** Streams lines of a COPY to the server, waiting where it does not keep up. */
export async function copyIn(client: PoolClient, statement: string, parts: Iterable<string>): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		let failure: Error | undefined;
		client.query({
			submit: (connection: Connection) => (connection as unknown as CopyConnection).query(statement),
			handleCopyInResponse: (connection: CopyConnection) => {
				const send = async (): Promise<void> => {
					for (const part of parts) {
						connection.sendCopyFromChunk(Buffer.from(part));
						if (connection.stream.writableNeedDrain === true) await new Promise<void>((go) => connection.stream.once('drain', go));
					}
					connection.endCopyFrom();
				};
				send().catch(reject);
			},
			handleCommandComplete: () => undefined,
			handleError: (error: Error) => {
				failure = error;
				reject(error);
			},
			handleReadyForQuery: () => {
				if (failure === undefined) resolve();
			},
		} as never);
	});
}
