import { ROW_END, ROW_START } from '../cells';
import type { Layout } from '../cells';

const built = new Map<Layout, string>();

/** Upsert that keeps the greater text of each cell. A damaged row stays as it is, so that it goes on being noticed. */
export function mergeSql(table: string, layout: Layout): string {
	const known = built.get(layout);
	if (known !== undefined) return known;
	let at = ROW_START.length + 1;
	const cells = layout.cells.map((width) => {
		const cell = `max(substr(t.value, ${at}, ${width}), substr(excluded.value, ${at}, ${width}))`;
		at += width;
		return cell;
	});
	const sql =
		`insert into ${table} as t (key, value) values (?, ?) on conflict (key) do update ` +
		`set value = '${ROW_START}' || ${cells.join(' || ')} || '${ROW_END}' ` +
		`where length(t.value) = ${layout.length}`;
	built.set(layout, sql);
	return sql;
}
