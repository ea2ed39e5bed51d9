import { fieldsOf, type Template } from '../world/templates';
import type { World } from '../world/world';
import { listParam, ok, textParam, type GraphAnswer, type GraphCall } from './call';
import { GraphError } from './errors';

const DEFAULT_LIMIT = 25;
const FILTERS = ['status', 'category', 'language'] as const;

/** `GET /{account}/message_templates`. The name filter finds parts of names too: callers have to compare exactly themselves. */
export function listTemplates(world: World, call: GraphCall): GraphAnswer {
	const name = textParam(call, 'name');
	const found = world.templates.list().filter((template) => {
		if (name !== undefined && !template.name.includes(name)) return false;
		return FILTERS.every((filter) => textParam(call, filter) === undefined || textParam(call, filter)?.toLowerCase() === template[filter].toLowerCase());
	});
	const limit = Number(textParam(call, 'limit') ?? DEFAULT_LIMIT);
	if (!Number.isInteger(limit) || limit < 1) throw new GraphError(100, undefined, { message: '(#100) Param limit must be a positive integer' });
	const start = startOf(call, limit);
	const page = found.slice(start, start + limit);
	return ok({ data: page.map((template: Template) => fieldsOf(template, listParam(call, 'fields'))), ...paging(call, found.length, start, page.length) });
}

/** `GET /{template}`. */
export const showTemplate = (template: Template, call: GraphCall): GraphAnswer => ok(fieldsOf(template, listParam(call, 'fields')));

const cursorAt = (position: number): string => Buffer.from(`position:${position}`).toString('base64url');

function positionOf(cursor: string): number {
	const position = Number(Buffer.from(cursor, 'base64url').toString().replace('position:', ''));
	if (!Number.isInteger(position) || position < 0) throw new GraphError(100, undefined, { message: '(#100) Invalid cursor' });
	return position;
}

function startOf(call: GraphCall, limit: number): number {
	const after = textParam(call, 'after');
	if (after !== undefined) return positionOf(after) + 1;
	const before = textParam(call, 'before');
	return before === undefined ? 0 : Math.max(0, positionOf(before) - limit);
}

function paging(call: GraphCall, total: number, start: number, shown: number): object {
	if (shown === 0) return {};
	const last = start + shown - 1;
	const link = (direction: 'after' | 'before', position: number): string => {
		const query = new URLSearchParams(call.query);
		query.delete('access_token');
		query.delete(direction === 'after' ? 'before' : 'after');
		query.set(direction, cursorAt(position));
		return `${call.origin}${call.pathname}?${query.toString()}`;
	};
	return {
		paging: {
			cursors: { before: cursorAt(start), after: cursorAt(last) },
			...(last + 1 < total ? { next: link('after', last) } : {}),
			...(start > 0 ? { previous: link('before', start) } : {}),
		},
	};
}
