import type { Backend, Batch } from '../../../shared/store/backend';
import { byKey } from '../../../shared/store/backend';

/** Ways in which an adapter may be wrong, each of which the contract has to notice. */
export const FAULTS: Record<string, (backend: Backend) => Partial<Backend>> = {
	'an insert overwrites what is there': (backend) => ({
		commit: async (batch) => {
			const { inserts = [], ...rest } = batch;
			const before = await backend.commit({ before: [...new Set([...(batch.before ?? []), ...inserts.map(({ key }) => key)])] });
			await backend.commit({ ...rest, merges: (rest.merges ?? []).map(({ by: _, ...merge }) => merge), sets: [...(rest.sets ?? []), ...inserts].sort(byKey) });
			return { before: before.before, inserted: new Set(inserts.map(({ key }) => key)) };
		},
	}),
	'a set never overwrites': (backend) => ({
		commit: async ({ sets = [], inserts = [], ...rest }) => {
			const committed = await backend.commit({ ...rest, inserts: [...inserts, ...sets] });
			for (const { key } of sets) committed.inserted.delete(key);
			return committed;
		},
		swap: async (key, expected, value) => (expected === undefined ? await backend.swap(key, expected, value) : true),
	}),
	'the last entry of a batch is dropped': (backend) => ({
		commit: async (batch) => {
			const last = batch.inserts?.at(-1)?.key;
			const inserts = batch.inserts?.slice(0, -1);
			const committed = await backend.commit({ ...batch, ...(inserts === undefined ? {} : { inserts }) });
			if (last !== undefined) committed.inserted.add(last);
			return committed;
		},
	}),
	'the last register of a batch is dropped': (backend) => ({
		commit: async (batch) => await backend.commit(batch.merges === undefined ? batch : { ...batch, merges: batch.merges.slice(0, -1) }),
	}),
	'registers are overwritten, not merged': (backend) => ({
		commit: async ({ merges = [], sets = [], ...rest }) => {
			const rows = new Map([...sets, ...merges].map((row) => [row.key, { key: row.key, value: row.value }]));
			return await backend.commit({ ...rest, sets: [...rows.values()].sort(byKey) });
		},
	}),
	'registers are merged for events already known': (backend) => ({
		commit: async (batch) => await backend.commit({ ...batch, merges: (batch.merges ?? []).map(({ by: _, ...merge }) => merge) }),
	}),
	'a failed read looks like nothing there': (backend) => ({
		read: async (keys) => await backend.read(keys).catch(() => keys.map(() => undefined)),
		under: async (prefixes) => await backend.under(prefixes).catch(() => []),
	}),
	'a failed write looks like a done one': (backend) => ({
		commit: async (batch) =>
			await backend.commit(batch).catch(() => ({ before: new Map<string, string>(), inserted: new Set((batch.inserts ?? []).map(({ key }) => key)) })),
	}),
	'answers come in another order': (backend) => ({ read: async (keys) => (await backend.read(keys)).reverse() }),
	'a page begins anew': (backend) => ({ page: async (prefix, _, limit) => await backend.page(prefix, undefined, limit) }),
	'reading by prefix stops early': (backend) => ({ under: async (prefixes) => (await backend.under(prefixes)).slice(0, -1) }),
	'events go in without their registers': (backend) => ({
		commit: async (batch) => {
			if ((batch.inserts ?? []).length < 2) return await backend.commit(batch);
			return await backend.commit({ ...batch, merges: [] });
		},
	}),
	'a guard is ignored': (backend) => ({
		commit: async (batch) => await backend.commit({ ...batch, inserts: (batch.inserts ?? []).map(({ key, value }) => ({ key, value })) }),
	}),
	'a swap never looks': (backend) => ({
		swap: async (key, _, value) => {
			const batch: Batch = value === undefined ? { deletes: [key] } : { sets: [{ key, value }] };
			await backend.commit(batch);
			return true;
		},
	}),
};

/** More calls than any test of the contract makes: a fault that makes somebody ask forever is noticed too. */
const CALLS = 5000;

/** The backend with a fault in it. */
export function faulty(backend: Backend, fault: (backend: Backend) => Partial<Backend>): Backend {
	const broken = fault(backend);
	let calls = 0;
	const counted = () => {
		if (++calls > CALLS) throw new Error('asked without end');
	};
	const commit: Backend['commit'] = async (batch) => (counted(), await (broken.commit ?? backend.commit.bind(backend))(batch));
	return {
		read: async (keys) => (counted(), await (broken.read ?? backend.read.bind(backend))(keys)),
		under: async (prefixes) => (counted(), await (broken.under ?? backend.under.bind(backend))(prefixes)),
		page: async (prefix, after, limit) => (counted(), await (broken.page ?? backend.page.bind(backend))(prefix, after, limit)),
		ordered: async (prefix, order, descending, after, limit) => (counted(), await (broken.ordered ?? backend.ordered.bind(backend))(prefix, order, descending, after, limit)),
		commit,
		commitInParts: async (parts, heard) => {
			for (const part of parts()) {
				const committed = await commit(part);
				if (committed.stopped === true) return false;
				heard(committed);
			}
			return true;
		},
		swap: async (key, expected, value) => (counted(), await (broken.swap ?? backend.swap.bind(backend))(key, expected, value)),
		close: async () => await backend.close(),
	};
}
