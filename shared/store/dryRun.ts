import type { Backend, Batch, Committed } from './backend';

/** What a commit would answer. `flag` is the row that says that somebody was erased. */
export async function wouldBe({ before: wanted = [], inserts = [], unless }: Batch, backend: Backend, flag: string): Promise<Committed> {
	const asked = [flag, ...wanted];
	const guards = [...new Set(inserts.flatMap((insert) => insert.guards ?? []))];
	const rows = await backend.read([...asked, ...guards, ...inserts.map(({ key }) => key)]);
	const before = new Map<string, string>();
	asked.forEach((key, index) => {
		const row = rows[index];
		if (row !== undefined) before.set(key, row);
	});
	const late = new Map(guards.map((guard, index) => [guard, rows[asked.length + index]?.slice(16, 29) ?? '']));
	const inserted = new Set<string>();
	inserts.forEach((insert, index) => {
		const free = rows[asked.length + guards.length + index] === undefined;
		if (free && insert.guards?.some((guard) => (late.get(guard) ?? '') >= (insert.at ?? '')) !== true) inserted.add(insert.key);
	});
	return before.has(flag) && unless === flag ? { before, inserted: new Set(), stopped: true } : { before, inserted };
}
