export type Body = { ok: true; json: unknown } | { ok: false; problem: string };

const strict = new TextDecoder('utf-8', { fatal: true });
/** Every text of a JSON document in turn, and the colon that makes it a name. */
const TEXTS = /"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/gs;

/**
 * A delivery's bytes as JSON. Meta's are plain ASCII and name each field once: what is not could be read in two ways, and is refused
 * rather than guessed at.
 */
export function parseBody(bytes: Buffer): Body {
	let text: string;
	try {
		text = strict.decode(bytes);
	} catch {
		return { ok: false, problem: 'The body is not UTF-8' };
	}
	try {
		const json: unknown = JSON.parse(text);
		return namesWritten(text) === namesRead(json) ? { ok: true, json } : { ok: false, problem: 'The body names a field twice' };
	} catch {
		return { ok: false, problem: 'The body is no JSON' };
	}
}

function namesWritten(text: string): number {
	let names = 0;
	for (const [, colon] of text.matchAll(TEXTS)) if (colon !== undefined) names += 1;
	return names;
}

/** Without recursion: a body may be nested deeper than the stack. */
function namesRead(json: unknown): number {
	let names = 0;
	const waiting = [json];
	while (waiting.length > 0) {
		const value = waiting.pop();
		if (typeof value !== 'object' || value === null) continue;
		const members: unknown[] = Object.values(value);
		if (!Array.isArray(value)) names += members.length;
		for (const member of members) if (typeof member === 'object') waiting.push(member);
	}
	return names;
}
