import { LAYOUTS, ROW_END, ROW_START } from '../cells';
import type { Layout } from '../cells';

export interface CommitShape {
	before: boolean;
	/** `one`: a single insert without guards, on which all merges hang, at most one of a layout. A webhook brings such; it needs no lists taken apart, sorted and joined. */
	inserts: 'none' | 'one' | 'plain' | 'guarded';
	unless: boolean;
	/** Per layout: whether rows hang on inserts, whether several share a key, and in which cells they say anything. */
	merges: Array<{ layout: Layout; bound: boolean; several: boolean; touched: boolean[] }>;
	sets: boolean;
	deletes: boolean;
}

/** Separates answers; JSON texts hold no raw line feed. */
export const SEPARATOR = '\n';

/**
 * Values and keys of the rows that are there, as one text each. Given all keys at once, the index is walked in their order rather than
 * from its root for each. They come from a fenced query (`offset 0`): how many there are is then no matter for the planner, which with the
 * keys before its eyes may take reading the whole table for cheaper.
 */
export function readSql(table: string): string {
	return `select string_agg(t.value, E'\\n') as found, string_agg(t.key, E'\\n') as keys from ${rowsOf(table, '$1')}`;
}

function rowsOf(table: string, parameter: string): string {
	return (
		`(select ${texts(parameter)} as keys offset 0) a ` +
		`cross join lateral (select x.key, x.value from ${table} x where x.key = any(a.keys) offset 0) t`
	);
}

/** A range, too, is stepped into: without the fence a few ranges can make the planner read the whole table. */
export function underSql(table: string): string {
	return (
		`select t.key, t.value from unnest($1::text[], $2::text[]) p(low, high) ` +
		`cross join lateral (select x.key, x.value from ${table} x where x.key > p.low collate "C" and x.key < p.high collate "C" offset 0) t order by t.key`
	);
}

export function pageSql(table: string): string {
	return `select key, value from ${table} where key > $1 and key < $2 order by key limit $3`;
}

const UPSERT = 'on conflict (key) do update set value = excluded.value';

/** Cells of a row's text, each said in SQL by `cell`, put together again. */
function cellsOf(layout: Layout, cell: (at: number, width: number) => string): string {
	let at = ROW_START.length + 1;
	const cells = layout.cells.map((width) => {
		const text = cell(at, width);
		at += width;
		return text;
	});
	return `'${ROW_START}' || ${cells.join(' || ')} || '${ROW_END}'`;
}

/**
 * The greater text of each cell by bytes. Bytes are also what it is taken from: finding a place in a text goes through every character
 * before it, and took longer than the rest of the write. Cells in which no row of the batch says anything stay as they are.
 */
function greaterSql(layout: Layout, touched: boolean[]): string {
	const taken = (row: string, at: number, width: number) => `substring(convert_to(${row}.value, 'UTF8') from ${at} for ${width})`;
	const pieces: string[] = [];
	let at = ROW_START.length + 1;
	let untouched = 0;
	const keep = () => {
		if (untouched > 0) pieces.push(taken('t', at - untouched, untouched));
		untouched = 0;
	};
	layout.cells.forEach((width, index) => {
		if (touched[index] === true) {
			keep();
			pieces.push(`greatest(${taken('t', at, width)}, ${taken('excluded', at, width)})`);
		} else untouched += width;
		at += width;
	});
	keep();
	return `'${ROW_START}' || convert_from(${pieces.join(' || ')}, 'UTF8') || '${ROW_END}'`;
}

/** Rows of `source` as they are to be merged, those of one key made one before. */
export function mergedRows(layout: Layout, source: string, several = false): string {
	const row = several ? `r.k, ${cellsOf(layout, (at, width) => `max(substr(r.v, ${at}, ${width}) collate "C")`)}` : 'r.k, r.v';
	return `select ${row} from ${source}${several ? ' group by r.k' : ''} order by r.k collate "C"`;
}

/** A damaged row stays as it is, so that it goes on being noticed. */
export function mergeSql(table: string, layout: Layout, rows: string, touched: boolean[]): string {
	return (
		`insert into ${table} as t (key, value) ${rows} ` +
		`on conflict (key) do update set value = ${greaterSql(layout, touched)} where length(t.value) = ${layout.length}`
	);
}

/** Several texts in one: an array would be escaped here and unescaped there, element by element. */
function texts(parameter: string): string {
	return `string_to_array(${parameter}, E'\\n')`;
}

export interface InsertSource {
	keys: string;
	values: string;
	guards?: { keys: string; ats: string };
	unless?: string;
}

export function insertSql(table: string, { keys, values, guards, unless }: InsertSource): string {
	const conditions: string[] = [];
	if (unless !== undefined) conditions.push(`not exists (select 1 from ${table} z where z.key = ${unless})`);
	if (guards !== undefined) {
		conditions.push(
			`(i.g = '' or not exists (select 1 from ${table} x where x.key = any(string_to_array(i.g, ',')) and substr(x.value, 17, 13) collate "C" >= i.a))`,
		);
	}
	const source = guards === undefined ? `unnest(${keys}, ${values}) i(k, v)` : `unnest(${keys}, ${values}, ${guards.keys}, ${guards.ats}) i(k, v, g, a)`;
	const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
	return `insert into ${table} (key, value) select i.k, i.v from ${source}${where} order by i.k collate "C" on conflict (key) do nothing returning key`;
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
 * commits never wait for each other's rows in a circle. Parameters come in the order of the parts; those of `before`, inserts and merges
 * are texts joined by line feeds. Answers: 0 values and keys of those of `before` that are there, 1 the keys of inserts unless all went in, 2 that it was stopped.
 */
export function commitSql(table: string, shape: CommitShape): string {
	const parts: string[] = [];
	const answers: string[] = [];
	let parameters = 0;
	const next = () => `$${++parameters}`;
	if (shape.before) {
		// A damaged row must not fall into two.
		parts.push(
			`b as materialized (select string_agg(replace(t.value, E'\\n', ' '), E'\\n') as found, string_agg(t.key, E'\\n') as keys from ${rowsOf(table, next())})`,
		);
		answers.push('select 0 as kind, found, keys from b');
	}
	if (shape.inserts === 'one') {
		const row = `select ${next()}::text, ${next()}::text`;
		const unless = shape.unless ? next() : undefined;
		const where = unless === undefined ? '' : ` where not exists (select 1 from ${table} z where z.key = ${unless})`;
		parts.push(`ins as (insert into ${table} (key, value) ${row}${where} on conflict (key) do nothing returning 1)`);
		answers.push('select 1 as kind, null as found, null as keys from ins');
		if (unless !== undefined) answers.push(`select 2 as kind, key as found, null as keys from ${table} where key = ${unless}`);
	} else if (shape.inserts !== 'none') {
		const source: InsertSource = { keys: texts(next()), values: texts(next()) };
		const count = next();
		if (shape.inserts === 'guarded') source.guards = { keys: texts(next()), ats: texts(next()) };
		if (shape.unless) source.unless = next();
		parts.push(`ins as (${insertSql(table, source)})`);
		answers.push(`select 1 as kind, case when count(*) = ${count}::int then null else coalesce(string_agg(key, E'\\n'), '') end as found, null as keys from ins`);
		if (source.unless !== undefined) answers.push(`select 2 as kind, key as found, null as keys from ${table} where key = ${source.unless}`);
	}
	for (const layout of LAYOUTS) {
		const merge = shape.merges.find((one) => one.layout === layout);
		if (merge === undefined) continue;
		let rows: string;
		if (shape.inserts === 'one') rows = `select ${next()}::text, ${next()}::text from ins`;
		else {
			const columns = `unnest(${texts(next())}, ${texts(next())}`;
			rows = mergedRows(layout, merge.bound ? `${columns}, ${texts(next())}) r(k, v, e) join ins on ins.key = r.e` : `${columns}) r(k, v)`, merge.several);
		}
		parts.push(`${layout.name} as (${mergeSql(table, layout, rows, merge.touched)})`);
	}
	if (shape.sets) parts.push(`sets as (${setSql(table, next(), next())})`);
	if (shape.deletes) parts.push(`gone as (${deleteSql(table, next())})`);
	return `with ${parts.join(', ')} ${answers.length === 0 ? 'select 0 as kind, null as found, null as keys where false' : answers.join(' union all ')}`;
}
