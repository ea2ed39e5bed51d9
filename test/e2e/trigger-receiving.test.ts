import { receive, understand } from '../../shared';
import { templateKey } from '../../shared/gate/templateKey';
import { payloads } from '../../simulator';
import type { ReceivingOptions } from '../../shared';
import type { SavedWorkflow } from './support/n8n-workflows';
import { outputsOf, TriggerGround, type StoreKind } from './support/trigger-ground';

const MINUTE = 60_000;
const NOW = Date.now();

/** As the trigger is set when nothing is changed in it. */
const DEFAULTS: ReceivingOptions = { understanding: { naturalLanguage: 'ask' }, optInFrom: 'anyone', enabled: true, recordConsent: true, dedupe: true, emitStatuses: false };

describe.each<StoreKind>(['sqlite', 'postgres'])('a delivery, with the store on %s', (kind) => {
	let ground: TriggerGround;
	let workflow: SavedWorkflow;
	let url: string;
	let ran = 0;

	beforeAll(async () => {
		ground = await TriggerGround.open(kind);
		({ workflow, url } = await ground.listening({ brands: { mapping: [{ phoneNumberId: '2', brand: 'second' }] } }));
	}, 4 * MINUTE);
	afterAll(async () => await ground?.close(), MINUTE);

	const number = () => ground.simulator.account;
	const text = (phone: string, words: string, id: string, at = NOW) => payloads.inbound({ number: number(), person: { waId: phone.slice(1) }, at }, payloads.text(words), { id });
	/** What came of the executions since the last look, newest last. */
	async function started(count: number) {
		ran += count;
		return (await ground.n8n.executions.settled(workflow.id, ran)).slice(-count).map(outputsOf);
	}
	/** Whom the trigger is known as in the memory of what was handed over. */
	const recipient = (): string => {
		const trigger = workflow.nodes.find(({ type }) => type.endsWith('whatsAppConsentTrigger'));
		return `${workflow.id}/${String(trigger?.id)}`;
	};
	const executions = async (): Promise<number> => (await ground.n8n.executions.list(workflow.id)).length;

	it('without the right signature is refused, records nothing and starts nothing', async () => {
		const body = text('+15551230101', 'STOP', 'wamid.forged');
		for (const signature of ['', 'sha256=', `sha256=${'0'.repeat(64)}`, 'sha1=abc', 'nonsense']) {
			await expect(ground.post(url, body, { signature })).resolves.toMatchObject({ status: 401 });
		}
		await expect(ground.status('+15551230101')).resolves.toBe('none');
		expect(await executions()).toBe(ran);
	}, MINUTE);

	it('of 3 MB with 1,000 updates is recorded whole, each update its own item', async () => {
		const filler = 'lorem ipsum '.repeat(230);
		const phones = Array.from({ length: 1000 }, (_, index) => `+1555300${String(index).padStart(4, '0')}`);
		const webhook = payloads.batch(phones.map((phone, index) => text(phone, index % 2 === 0 ? 'STOP' : `${filler}${index}`, `wamid.big${index}`)), 'messages');
		const bytes = Buffer.from(JSON.stringify({ ...webhook, filler: filler.repeat(400) }));
		expect(bytes.length).toBeGreaterThan(2_500_000);
		await expect(ground.post(url, bytes)).resolves.toMatchObject({ status: 200 });
		const [outputs] = await started(1);
		expect(outputs?.optOut).toHaveLength(500);
		expect(outputs?.optOut.every(({ changed, status }) => changed === true && status === 'opted_out')).toBe(true);
		expect(outputs?.other.map(({ contact }) => contact)).toEqual(phones.filter((_, index) => index % 2 === 1));
		const states = await ground.look(async (store) => await store.states(phones));
		expect(states.filter(({ status }) => status === 'opted_out')).toHaveLength(500);
	}, 3 * MINUTE);

	it('that the workflow has got is not handed over again', async () => {
		const body = text('+15551230102', 'STOP', 'wamid.again');
		await ground.post(url, body);
		await started(1);
		await eventually(async () => expect((await ground.look(async (store) => await store.rememberSignals([`message:wamid.again>${recipient()}`])))[0]?.handedOver).toBe(true));
		await expect(ground.post(url, body)).resolves.toMatchObject({ status: 200 });
		expect(await executions()).toBe(ran);
	}, MINUTE);

	it('recorded by a process that died before its workflow began comes again, marked, with the first result', async () => {
		const body = text('+15551230103', 'STOP', 'wamid.died');
		const died = await ground.look(async (store) => await receive(understand(body, DEFAULTS, NOW), store, { ...DEFAULTS, recipient: recipient() }, NOW));
		const later = text('+15551230103', 'START', 'wamid.died.later', NOW + 2000);
		await ground.post(url, later);
		await ground.post(url, body);
		const [, again] = await started(2);
		expect(died[0]?.json).toMatchObject({ changed: true, previousStatus: 'none', status: 'opted_out' });
		expect(again?.optOut).toEqual([{ ...died[0]?.json, redelivered: true }]);
		await expect(ground.look(async (store) => (await store.history('+15551230103')).map(({ action }) => action))).resolves.toEqual(['opt_out', 'opt_in']);
		await expect(ground.status('+15551230103')).resolves.toBe('opted_in');
	}, MINUTE);

	it('during which n8n is killed is neither lost nor confirmed by nobody', async () => {
		const phone = '+15551230104';
		const body = text(phone, 'STOP', 'wamid.killed');
		const answer = ground.post(url, body).then(({ status }) => status, () => undefined);
		await eventually(async () => expect(await ground.status(phone)).toBe('opted_out'));
		await ground.n8n.kill();
		await answer;
		await ground.n8n.start();
		await eventually(async () => expect((await ground.post(url, body)).status).toBe(200), MINUTE);
		let seen: Array<Record<string, unknown>> = [];
		await eventually(async () => {
			const all = (await ground.n8n.executions.list(workflow.id)).filter(({ status }) => status === 'success').slice(0, 3);
			seen = (await Promise.all(all.map(async ({ id }) => outputsOf(await ground.n8n.executions.get(id))))).flatMap(({ optOut }) => optOut).filter(({ contact }) => contact === phone);
			expect(seen).not.toEqual([]);
		});
		for (const item of seen) expect(item).toMatchObject({ changed: true, previousStatus: 'none', status: 'opted_out' });
		await expect(ground.look(async (store) => await store.history(phone))).resolves.toHaveLength(1);
		ran = await executions();
	}, 4 * MINUTE);

	it('about a number of another brand is recorded for that brand only', async () => {
		const body = payloads.inbound({ number: { ...number(), phoneNumberId: '2' }, person: { waId: '15551230105' }, at: NOW }, payloads.text('STOP'), { id: 'wamid.brand' });
		await ground.post(url, payloads.batch([body, text('+15551230106', 'STOP', 'wamid.brand.own')], 'entries'));
		await started(1);
		await expect(ground.status('+15551230105')).resolves.toBe('none');
		await expect(ground.look(async (store) => (await store.states(['+15551230105', '+15551230106'])).map(({ status }) => status), 'second')).resolves.toEqual(['opted_out', 'none']);
		await expect(ground.status('+15551230106')).resolves.toBe('opted_out');
	}, MINUTE);

	it('about a template of the account reaches the gates of every brand', async () => {
		const change = payloads.categoryUpdateDone(number(), NOW, { id: '1', name: 'spring_sale', language: 'en_US' }, 'UTILITY', 'MARKETING');
		await expect(ground.post(url, change)).resolves.toMatchObject({ status: 200 });
		const key = templateKey({ businessAccountId: number().businessAccountId, name: 'spring_sale', language: 'en_US' });
		for (const brand of [undefined, 'second']) await expect(ground.look(async (store) => (await store.cached(key))?.value, brand)).resolves.toBe('marketing');
		await started(1);
	}, MINUTE);

	it('is not held up by others that come at once: all are recorded and answered, each item handed on once', async () => {
		const people = Array.from({ length: 24 }, (_, index) => `+155512302${String(index).padStart(2, '0')}`);
		const answers = await Promise.all(people.map(async (phone) => await ground.post(url, text(phone, 'STOP', `wamid.crowd.${phone}`))));
		expect(answers.map(({ status }) => status)).toEqual(people.map(() => 200));
		await expect(ground.look(async (store) => (await store.states(people)).map(({ status }) => status))).resolves.toEqual(people.map(() => 'opted_out'));
		const own = (await executions()) - ran;
		expect(own).toBeGreaterThan(0);
		expect(own).toBeLessThanOrEqual(people.length);
		const items = (await started(own)).flatMap(({ optOut }) => optOut.map(({ contact }) => contact));
		expect(items.sort()).toEqual(people);
		await ground.post(url, text(String(people[0]), 'STOP', `wamid.crowd.${people[0]}`));
		expect(await executions()).toBe(ran);
	}, MINUTE);

	it('hears keywords added in the settings within seconds', async () => {
		await ground.look(async (store) => await store.updateSettings({ optOutKeywords: ['no more pizza'] }));
		await new Promise((wake) => setTimeout(wake, 6000));
		await ground.post(url, text('+15551230107', 'No more pizza!', 'wamid.pizza'));
		await started(1);
		await expect(ground.status('+15551230107')).resolves.toBe('opted_out');
	}, MINUTE);

	if (kind === 'postgres') {
		it('while the store is down is answered 503 and starts nothing; delivered again it is recorded', async () => {
			const body = text('+15551230108', 'STOP', 'wamid.down');
			await ground.postgres?.kill();
			const refused = await ground.post(url, body);
			expect(refused).toEqual({ status: 503, text: expect.stringContaining('deliver again') });
			expect(refused.text).not.toContain(ground.postgres?.password);
			expect(await executions()).toBe(ran);
			await ground.postgres?.start();
			await expect(ground.post(url, body)).resolves.toMatchObject({ status: 200 });
			const [outputs] = await started(1);
			expect(outputs?.optOut).toMatchObject([{ contact: '+15551230108', changed: true, status: 'opted_out' }]);
			await expect(ground.status('+15551230108')).resolves.toBe('opted_out');
		}, 2 * MINUTE);
	}
});

/** Tries until it holds or the time is over. */
async function eventually(check: () => Promise<void>, timeoutMs = 60_000): Promise<void> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		try {
			return await check();
		} catch (error) {
			if (Date.now() > deadline) throw error;
			await new Promise((wake) => setTimeout(wake, 20));
		}
	}
}
