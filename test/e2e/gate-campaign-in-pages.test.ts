import { existsSync, readFileSync } from 'node:fs';

import { openStore } from '../../shared';
import { example, withCredentials, withParameters } from './support/examples';
import { Stage, type Backend } from './support/stage';

const MINUTE = 60_000;
/** A hundred thousand, say, takes the better part of an hour. */
const CONTACTS = Number(process.env.CAMPAIGN_CONTACTS ?? 2000);
const PAGE = CONTACTS > 10_000 ? 1000 : 200;
/** Without sending, which no machine does faster than Meta lets it: what the audience and the gate take. */
const SENDS = process.env.CAMPAIGN_SENDS !== 'off';
const LONG = CONTACTS / PAGE >= 50;

const phone = (n: number) => `+1555${String(2_000_000 + n).padStart(7, '0')}`;
const leftOut = (n: number) => n % 20 === 0;

describe.each<Backend>(['sqlite', 'postgres'])(`a campaign to ${CONTACTS} contacts in pages of ${PAGE} (%s)`, (backend) => {
	let stage: Stage;

	beforeAll(async () => {
		stage = await Stage.open(backend);
		stage.simulator.change({ messagingLimit: 'TIER_UNLIMITED', throughputLevel: 'HIGH' });
		const store = await openStore(stage.store);
		const everybody = Array.from({ length: CONTACTS }, (_, n) => n);
		for (let from = 0; from < CONTACTS; from += 5000) {
			const some = everybody.slice(from, from + 5000);
			await store.record(some.map((n) => ({ action: 'opt_in', contact: phone(n), origin: 'business', source: 'import', occurredAt: Date.now() - 86_400_000 })));
			await store.record(some.filter(leftOut).map((n) => ({ action: 'opt_out', contact: phone(n), origin: 'person', source: 'keyword', occurredAt: Date.now() - 3_600_000 })));
		}
		await store.close();
	}, 30 * MINUTE);

	afterAll(async () => await stage?.close(), MINUTE);

	it('reaches everybody who may be reached, once, reports on all pages, and keeps the memory of n8n flat', async () => {
		const { n8n, simulator, credentials } = stage;
		const named = withParameters(withCredentials(example('campaign-one-page.json', simulator), credentials), 'Audience, one page', { limit: PAGE });
		const armed = withParameters(named, 'Send With Consent', { messagesPerSecond: 1000, armed: true });
		const nodes = armed.nodes.map((node) => (node.name === 'Send With Consent' && !SENDS ? { ...node, disabled: true } : node));
		const page = await n8n.workflows.create({ ...armed, nodes });
		await n8n.workflows.activate(page.id);
		const loop = withCredentials(example('campaign-in-pages.json', simulator), credentials);
		const campaign = await n8n.workflows.create(
			withParameters(loop, 'Send one page', { workflowId: { __rl: true, mode: 'id', value: page.id } }),
		);

		const id = await n8n.workflows.run(campaign.id, { triggerToStartFrom: { name: 'Every Monday at 10' } });
		const memory = watchMemory(n8n.main.pid ?? 0, LONG ? 1000 : 100);
		const run = await n8n.executions.finished(id, 120 * MINUTE).finally(() => memory.stop());
		const { samples } = memory;
		const pages = (run.data.resultData.runData['Send one page'] ?? []).map(({ executionTime }) => executionTime);

		const [early, late] = [middleOf(samples, 0.25, 0.5), middleOf(samples, 0.75, 1)];
		const tenths = Array.from({ length: 10 }, (_, n) => n / 10);
		process.stderr.write(
			`${backend}: n8n held ${early} MB in the second quarter of the run and ${late} MB in the last; by tenths of the run, in MB: ${tenths.map((from) => middleOf(samples, from, from + 0.1)).join(' ')}\n` +
				`${backend}: ${pages.length} pages; a page by tenths of the campaign, in ms: ${tenths.map((from) => middleOf(pages, from, from + 0.1)).join(' ')}\n`,
		);

		expect(run.errorMessage()).toBeUndefined();
		expect(run.data.resultData.runData['Send one page']).toHaveLength(CONTACTS / PAGE);
		const sends = simulator.log.sends({ template: 'weekend_offer', outcome: 'accepted' });
		const reached = sends.map(({ to, recipient }) => String(to ?? recipient)).sort();
		expect(reached).toEqual(SENDS ? Array.from({ length: CONTACTS }, (_, n) => n).filter((n) => !leftOut(n)).map(phone) : []);
		const gone = CONTACTS / 20;
		expect(run.json('Campaign report')).toContainEqual(
			expect.objectContaining({ node: 'Consent Gate', sum_total: CONTACTS, sum_allowed: CONTACTS - gone, sum_blocked: gone }),
		);
		const [why] = await stage.read([{ phone: phone(0) }], 'getDecisions');
		expect(why).toMatchObject({ contact: phone(0), decision: 'block', reason: 'opted_out', campaignKey: expect.stringMatching(/^weekend-offer-/) });

		if (LONG) expect(late).toBeLessThan(early * 1.25);
	}, 130 * MINUTE);
});

/** Resident memory of a process in MB, now and then. */
function watchMemory(pid: number, everyMs: number): { samples: number[]; stop(): void } {
	const samples: number[] = [];
	const timer = setInterval(() => {
		if (!existsSync(`/proc/${pid}/status`)) return;
		samples.push(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
	}, everyMs);
	return { samples, stop: () => clearInterval(timer) };
}

/** Median of a part of the samples, which are in the order in which they were taken. */
function middleOf(samples: number[], from: number, to: number): number {
	const part = samples.slice(Math.floor(samples.length * from), Math.ceil(samples.length * to)).sort((a, b) => a - b);
	return Math.round(part[Math.floor(part.length / 2)] ?? 0);
}
