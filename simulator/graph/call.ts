import type { JsonObject } from '../payloads';

/** A Graph call, read but not yet judged. */
export type GraphCall = {
	method: string;
	/** path without version: `['106540352242922', 'messages']` */
	segments: string[];
	/** query and form or JSON body together, the body winning */
	params: JsonObject;
	query: Record<string, string>;
	body: JsonObject;
	token?: string;
	/** scheme and host the caller used, for paging links */
	origin: string;
	pathname: string;
};

/** `reset` breaks the connection, `hang` never answers. */
export type GraphAnswer = { status: number; body: object | string; headers?: Record<string, string> } | 'reset' | 'hang';

export const ok = (body: object): GraphAnswer => ({ status: 200, body });

export const success = (): GraphAnswer => ok({ success: true });

export const textParam = (call: GraphCall, name: string): string | undefined => {
	const value = call.params[name];
	if (typeof value === 'string') return value;
	return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

/** A list given as JSON array, JSON text or comma-separated words. */
export function listParam(call: GraphCall, name: string): string[] {
	const value = call.params[name];
	if (Array.isArray(value)) return value.map(String);
	if (typeof value !== 'string' || value.trim() === '') return [];
	if (value.trim().startsWith('[')) {
		try {
			const parsed: unknown = JSON.parse(value);
			return Array.isArray(parsed) ? parsed.map(String) : [];
		} catch {
			return [];
		}
	}
	return value.split(',').map((word) => word.trim()).filter(Boolean);
}
