import { LAYOUTS, ROW_END, ROW_START } from '../cells';
import type { Layout } from '../cells';

export interface CommitShape {
	before: boolean;
	inserts: 'none' | 'plain' | 'guarded';
	/** Per layout: whether rows come, and whether several may share a key. */
	merges: Array<{ layout: Layout; bound: boolean; several: boolean }>;
	sets: boolean;
	deletes: boolean;
}

/** Separates answers; JSON texts hold no raw line feed. */
export const SEPARATOR = '\n';

/**
 * One text with the values in the order of the keys. The lookup is fenced off (`offset 0`), so that whatever the statistics say each
 * key is one step down the index and never a scan of the whole table.
 */
export function readSql(table: string): string {
	return (
		`select string_agg(coalesce(t.value, ''), E'\\n' order by u.n) as found ` +
		`from unnest(string_to_array($1, E'\\n')) with ordinality u(k, n) ` +
		`left join lateral (select x.value from ${table} x where x.key = u.k offset 0) t on true`
	);
}

export function underSql(table: string): string {
	return (
		`select t.key, t.value from unnest($1::text[], $2::text[]) p(low, high) ` +
		`join ${table} t on t.key > p.low collate "C" and t.key < p.high collate "C" order by t.key`
	);
}

export function pageSql(table: string): string {
	return `select key, value from ${table} where key > $1 and key < $2 order by key limit $3`;
}

const UPSERT = 'on conflict (key) do update set value = excluded.value';

function cellsOf(layout: Layout, cell: (at: number, width: number) => string): string {
	let at = ROW_START.length + 1;
	const cells = layout.cells.map((width) => {
		const text = cell(at, width);
		at += width;
		return text;
	});
	return `'${ROW_START}' || ${cells.join(' || ')} || '${ROW_END}'`;
}

/** Keeps the greater text of each cell by bytes. A damaged row stays as it is, so that it goes on being noticed. */
export function mergeSql(table: string, layout: Layout, source: string, several: boolean): string {
	const rows = several
		? `select r.k, ${cellsOf(layout, (at, width) => `max(substr(r.v, ${at}, ${width}) collate "C")`)} from ${source} group by r.k`
		: `select r.k, r.v from ${source}`;
	const greater = cellsOf(
		layout,
		(at, width) => `greatest(substr(t.value, ${at}, ${width}) collate "C", substr(excluded.value, ${at}, ${width}) collate "C")`,
	);
	return (
		`insert into ${table} as t (key, value) ${rows} order by r.k collate "C" ` +
		`on conflict (key) do update set value = ${greater} where length(t.value) = ${layout.length}`
	);
}

export function insertSql(table: string, guarded: boolean, keys: string, values: string, guards: string, ats: string): string {
	const rows = guarded
		? `select i.k, i.v from unnest(${keys}::text[], ${values}::text[], ${guards}::text[], ${ats}::text[]) i(k, v, g, a) ` +
			`where i.g = '' or not exists (select 1 from ${table} x where x.key = any(string_to_array(i.g, ',')) ` +
			`and substr(x.value, 17, 13) collate "C" >= i.a)`
		: `select i.k, i.v from unnest(${keys}::text[], ${values}::text[]) i(k, v)`;
	return `insert into ${table} (key, value) ${rows} order by i.k collate "C" on conflict (key) do nothing returning key`;
}

export function setSql(table: string, keys: string, values: string): string {
	return (
		`insert into ${table} (key, value) select s.k, s.v from unnest(${keys}::text[], ${values}::text[]) s(k, v) ` +
		`order by s.k collate "C" ${UPSERT}`
	);
}

export function deleteSql(table: string, keys: string): string {
	return `delete from ${table} where key = any(${keys}::text[])`;
}

export function selectSql(table: string, keys: string): string {
	return `select t.key, t.value from unnest(${keys}::text[]) u(k) cross join lateral (select x.key, x.value from ${table} x where x.key = u.k offset 0) t`;
}

/**
 * A whole commit as one statement: one round trip, one snapshot, all or nothing. The parts are asked for in one order, so two
 * commits never wait for each other's rows in a circle. Parameters come in the order of the parts.
 */
export function commitSql(table: string, shape: CommitShape): string {
	const parts: string[] = [];
	const answers: string[] = [];
	let parameters = 0;
	const next = () => `$${++parameters}`;
	const count = (name: string) => answers.push(`select 2, count(*)::text, null from ${name}`);
	if (shape.before) {
		parts.push(`b as materialized (${selectSql(table, next())})`);
		answers.push('select 0 as kind, key, value from b');
	}
	if (shape.inserts !== 'none') {
		const guarded = shape.inserts === 'guarded';
		const columns = [next(), next(), ...(guarded ? [next(), next()] : ['', ''])] as [string, string, string, string];
		parts.push(`ins as (${insertSql(table, guarded, ...columns)})`);
		answers.push('select 1 as kind, key, null as value from ins');
	}
	for (const layout of LAYOUTS) {
		const merge = shape.merges.find((one) => one.layout === layout);
		if (merge === undefined) continue;
		const rows = `unnest(${next()}::text[], ${next()}::text[]`;
		const source = merge.bound ? `${rows}, ${next()}::text[]) r(k, v, e) join ins on ins.key = r.e` : `${rows}) r(k, v)`;
		parts.push(`${layout.name} as (${mergeSql(table, layout, source, merge.several)} returning 1)`);
		count(layout.name);
	}
	if (shape.sets) {
		parts.push(`sets as (${setSql(table, next(), next())} returning 1)`);
		count('sets');
	}
	if (shape.deletes) {
		parts.push(`gone as (${deleteSql(table, next())} returning 1)`);
		count('gone');
	}
	return `with ${parts.join(', ')} ${answers.join(' union all ')}`;
}
