/**
 * The gate in a real n8n, against what n8n has and what people build, by the time n8n itself notes for each node. Prints the medians of
 * paired runs and their ratios; and how much processor time n8n used for a whole execution, which a busy machine changes less.
 *
 * Needs a build (`npm run build`). Run: node -r ./test/support/typescript.cjs bench/gate-in-n8n.ts
 * Sizes by environment: GATE_ITEMS (100000), LOOKUP_ITEMS (10000), ROUNDS (3), BACKENDS (sqlite,postgres).
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { openStore } from '../shared';
import { startPostgres, type PostgresConfig, type TestPostgres } from '../test/support/postgres';
import { our, type Step } from '../test/e2e/support/line-of-nodes';
import { Stage, type Backend } from '../test/e2e/support/stage';
import { timeOfServer } from './support/processor';

const ITEMS = Number(process.env.GATE_ITEMS ?? 100_000);
const LOOKUPS = Number(process.env.LOOKUP_ITEMS ?? 10_000);
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const BACKENDS = (process.env.BACKENDS ?? 'sqlite,postgres').split(',') as Backend[];
const MINUTE = 60_000;

const phone = (n: number) => `+1555${String(2_000_000 + n).padStart(7, '0')}`;
const isOut = (n: number) => n % 20 === 0;

/** A node of our own that hands its items on. */
const DO_NOTHING = `class DoNothing {
	constructor() {
		this.description = { displayName: 'Do Nothing', name: 'doNothing', group: ['transform'], version: 1, description: 'Hands items on', defaults: { name: 'Do Nothing' }, inputs: ['main'], outputs: ['main'], properties: [] };
	}
	async execute() { return [this.getInputData()]; }
}
module.exports = { DoNothing };
`;

type Candidate = { name: string; steps: Step[] };

const gate: Candidate = { name: 'gate', steps: [{ name: 'Gate', type: our('consentGate'), parameters: { category: 'marketing', rule: 'required' } }] };
const doNothing: Candidate = { name: 'node that does nothing', steps: [{ name: 'Nothing', type: 'CUSTOM.doNothing' }] };

const condition = (left: string, right: string) => ({
	conditions: {
		options: { caseSensitive: true, leftValue: '', typeValidation: 'strict', version: 2 },
		conditions: [{ id: 'c', leftValue: left, rightValue: right, operator: { type: 'string', operation: 'equals' } }],
		combinator: 'and',
	},
	options: {},
});

const filter: Candidate = {
	name: "n8n's Filter",
	steps: [{ name: 'Filter', type: 'n8n-nodes-base.filter', typeVersion: 2.2, parameters: condition('={{ $json.status }}', 'opted_in') }],
};

const lookup = (postgres: { id: string; name: string }): Candidate => ({
	name: "n8n's Postgres node per item and IF",
	steps: [
		{
			name: 'Postgres',
			type: 'n8n-nodes-base.postgres',
			typeVersion: 2.6,
			parameters: {
				operation: 'executeQuery',
				query: 'select phone, status from contacts where phone = $1',
				options: { queryReplacement: '={{ $json.phone }}', queryBatching: 'independently' },
			},
			node: { credentials: { postgres } },
		},
		{ name: 'IF', type: 'n8n-nodes-base.if', typeVersion: 2.2, parameters: condition('={{ $json.status }}', 'opted_in') },
	],
});

/** Items made in n8n: a list of a hundred thousand is no part of a workflow. */
const items = (count: number): string =>
	`return Array.from({ length: ${count} }, (_, n) => ({ json: { phone: '+1555' + String(2000000 + n).padStart(7, '0'), name: 'Customer ' + n, status: n % 20 === 0 ? 'opted_out' : 'opted_in' } }));`;

/**
 * Milliseconds that n8n noted for a candidate's nodes; of processor time that it used for the whole execution, making the items and
 * keeping the result included; and how many items the last node let through.
 */
async function timeOf(stage: Stage, { name, steps }: Candidate, count: number): Promise<{ ms: number; processor: number; through: number }> {
	const line = stage.line(`${name} ${count}`, [], steps);
	const nodes = line.nodes.map((node) => (node.name === 'Items' ? { ...node, parameters: { jsCode: items(count) } } : node));
	const workflow = await stage.n8n.workflows.create({ ...line, nodes });
	const before = timeOfServer(stage.n8n.main.pid ?? 0);
	const id = await stage.n8n.workflows.run(workflow.id, { triggerToStartFrom: { name: 'Start' } });
	const run = await stage.n8n.executions.finished(id, 30 * MINUTE);
	const processor = timeOfServer(stage.n8n.main.pid ?? 0) - before;
	if (run.status !== 'success') throw new Error(`${name}: ${run.errorMessage()}`);
	const ms = steps.reduce((sum, step) => sum + (run.data.resultData.runData[step.name]?.[0]?.executionTime ?? NaN), 0);
	const through = run.items(steps.at(-1)?.name ?? '', 0).length;
	await stage.n8n.rest.request('POST', '/executions/delete', { ids: [id] });
	await stage.n8n.workflows.delete(workflow.id);
	return { ms, processor, through };
}

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

type Time = { ms: number; processor: number };

interface Compared {
	ms: number;
	processor: number;
	/** Medians over the rounds, against the gate in the same round. */
	ratio: number;
	more: number;
	moreProcessor: number;
}

/** Runs candidates in turn, round after round. */
async function compare(stage: Stage, count: number, candidates: Candidate[]): Promise<Map<string, Compared>> {
	const times = new Map(candidates.map(({ name }) => [name, [] as Time[]]));
	for (let round = 0; round < ROUNDS; round++) {
		for (const candidate of round % 2 === 0 ? candidates : [...candidates].reverse()) {
			const { through, ...time } = await timeOf(stage, candidate, count);
			if (candidate !== doNothing && through !== count - Math.ceil(count / 20)) throw new Error(`${candidate.name} let ${through} of ${count} through`);
			times.get(candidate.name)?.push(time);
		}
	}
	const gates = times.get(gate.name) ?? [];
	const against = (own: Time[], how: (ours: Time, theirs: Time) => number) =>
		median(own.map((theirs, round) => how(gates[round] ?? { ms: NaN, processor: NaN }, theirs)));
	return new Map(
		[...times].map(([name, own]) => [
			name,
			{
				ms: median(own.map(({ ms }) => ms)),
				processor: median(own.map(({ processor }) => processor)),
				ratio: against(own, (ours, theirs) => theirs.ms / ours.ms),
				more: against(own, (ours, theirs) => ours.ms - theirs.ms),
				moreProcessor: against(own, (ours, theirs) => ours.processor - theirs.processor),
			},
		]),
	);
}

async function fill(stage: Stage): Promise<void> {
	const store = await openStore(stage.store);
	for (let from = 0; from < Math.max(ITEMS, LOOKUPS); from += 5000) {
		const some = Array.from({ length: 5000 }, (_, n) => from + n);
		await store.record(some.map((n) => ({ action: 'opt_in', contact: phone(n), origin: 'business', source: 'import', occurredAt: Date.now() - 2 * MINUTE })));
		await store.record(some.filter(isOut).map((n) => ({ action: 'opt_out', contact: phone(n), origin: 'person', source: 'keyword', occurredAt: Date.now() - MINUTE })));
	}
	await store.close();
}

/** The table that people build for themselves. */
async function ownTable(config: PostgresConfig): Promise<void> {
	const client = new Client(config);
	await client.connect();
	await client.query('create table contacts (phone text primary key, status text not null)');
	await client.query(
		`insert into contacts select '+1555' || lpad((2000000 + n)::text, 7, '0'), case when n % 20 = 0 then 'opted_out' else 'opted_in' end from generate_series(0, ${LOOKUPS - 1}) n`,
	);
	await client.query('analyze contacts');
	await client.end();
}

async function measure(backend: Backend, server: TestPostgres, custom: string): Promise<void> {
	const stage = await Stage.open(backend, { env: { N8N_CUSTOM_EXTENSIONS: custom } });
	try {
		await fill(stage);
		const table = await server.createDatabase('own_table');
		await ownTable(table);
		const { id, name } = await stage.n8n.credentials.create('postgres', 'Own table', {
			host: table.host, port: table.port, database: table.database, user: table.user, password: table.password, ssl: 'disable', sshTunnel: false, allowUnauthorizedCerts: false, maxConnections: 10,
		});
		const many = await compare(stage, ITEMS, [gate, doNothing, filter]);
		const perItem = lookup({ id, name });
		const few = await compare(stage, LOOKUPS, [gate, perItem]);
		const say = (text: string) => process.stdout.write(`${backend}: ${text}\n`);
		for (const [name, { ms, processor }] of many) say(`${ITEMS} items through ${name}: ${Math.round(ms)} ms; processor time of the execution ${Math.round(processor)} ms`);
		say(`gate / ${filter.name}: ${many.get(filter.name)?.ratio.toFixed(1)} × faster (goal 20)`);
		const { more = NaN, moreProcessor = NaN } = many.get(doNothing.name) ?? {};
		say(`gate − ${doNothing.name}: ${Math.round(more)} ms more (goal at most 2000); of processor time, with what its answers cost to keep, ${Math.round(moreProcessor)} ms`);
		for (const [name, { ms, processor }] of few) say(`${LOOKUPS} items through ${name}: ${Math.round(ms)} ms; processor time of the execution ${Math.round(processor)} ms`);
		say(`gate / ${perItem.name}: ${few.get(perItem.name)?.ratio.toFixed(1)} × faster (goal 20)`);
		say(`load of the machine: ${loadavg().map((load) => load.toFixed(1)).join(' ')}`);
	} finally {
		await stage.close();
	}
}

async function main(): Promise<void> {
	const custom = mkdtempSync(join(tmpdir(), 'consent-bench-nodes-'));
	writeFileSync(join(custom, 'DoNothing.node.js'), DO_NOTHING);
	const server = await startPostgres();
	try {
		for (const backend of BACKENDS) await measure(backend, server, custom);
	} finally {
		await server.stop();
		rmSync(custom, { recursive: true, force: true });
	}
}

main().then(
	() => process.exit(0),
	(error: unknown) => {
		process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
		process.exit(1);
	},
);
