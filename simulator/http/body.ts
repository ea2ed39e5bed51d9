import type { IncomingMessage } from 'node:http';

const LARGEST = 5 * 1024 * 1024;

export class BodyError extends Error {}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size > LARGEST) throw new BodyError(`body is larger than ${LARGEST} bytes`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

/** A JSON object, or an empty one for an empty body. */
export function jsonObject(bytes: Buffer): Record<string, unknown> {
	if (bytes.length === 0) return {};
	let parsed: unknown;
	try {
		parsed = JSON.parse(bytes.toString('utf8'));
	} catch {
		throw new BodyError('body is not valid JSON');
	}
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw new BodyError('body must be a JSON object');
	return parsed as Record<string, unknown>;
}

/** Fields of an `application/x-www-form-urlencoded` body. */
export const formObject = (bytes: Buffer): Record<string, string> => Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
