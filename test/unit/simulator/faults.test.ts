import type { Simulator } from '../../../simulator';
import { control, graph, send, start, templateSend, ACCOUNT } from './support';

let simulator: Simulator;

beforeEach(async () => {
	simulator = await start();
	simulator.templates.put({ name: 'order_update', language: 'en_US', category: 'UTILITY' });
});
afterEach(() => simulator.close());

const attempt = (to = '+15551234567'): ReturnType<typeof send> => send(simulator, templateSend({ to }, 'order_update'));

it('answers the next sends with a given code and then no more', async () => {
	simulator.faults.add({ code: 131049, count: 2 });
	const codes = [await attempt(), await attempt(), await attempt()].map((answer) => answer.body.error?.code);
	expect(codes).toEqual([131049, 131049, undefined]);
});

it('lets calls pass before a fault that skips', async () => {
	simulator.faults.add({ code: 131056, skip: 1 });
	expect([await attempt(), await attempt(), await attempt()].map((answer) => answer.status)).toEqual([200, 400, 200]);
});

it('strikes one number in any of its forms, until removed', async () => {
	const fault = simulator.faults.add({ code: 131026, to: '15551234567', count: 0 });
	expect([await attempt(), await attempt('+1 (555) 123-4567'), await attempt('+15550000001')].map((answer) => answer.body.error?.code)).toEqual([131026, 131026, undefined]);
	simulator.faults.remove(fault.id);
	expect((await attempt()).status).toBe(200);
});

it('accepts first and fails later when asked to', async () => {
	simulator.faults.add({ code: 131049, mode: 'async' });
	expect((await attempt()).status).toBe(200);
	expect(simulator.log.sends()[0]).toMatchObject({ outcome: 'accepted', status: 'failed', errorCode: 131049, delivered: false });
});

it('answers a bare HTTP status that is no Graph error', async () => {
	simulator.faults.add({ http: 503, retryAfter: 7 });
	const answer = await attempt();
	expect([answer.status, answer.headers.get('retry-after'), typeof answer.body]).toEqual([503, '7', 'string']);
	expect(simulator.log.sends()[0]).toMatchObject({ outcome: 'refused', httpStatus: 503 });
});

it.each([['before', 'refused', false], ['after', 'accepted', true]] as const)('breaks the connection %s accepting, and the log knows which', async (reset, outcome, delivered) => {
	simulator.faults.add({ reset });
	await expect(attempt()).rejects.toThrow('fetch failed');
	expect(simulator.log.sends()[0]).toMatchObject({ outcome, delivered, notes: [`connection_reset_${reset}`] });
});

it.each([['before', 'refused'], ['after', 'accepted']] as const)('never answers, %s accepting', async (hang, outcome) => {
	simulator.faults.add({ hang });
	const caller = new AbortController();
	const path = `${simulator.url}/v24.0/${ACCOUNT.phoneNumberId}/messages`;
	const body = JSON.stringify({ messaging_product: 'whatsapp', ...templateSend({ to: '+15551234567' }, 'order_update') });
	const call = fetch(path, { method: 'POST', headers: { authorization: `Bearer ${ACCOUNT.accessToken}` }, body, signal: caller.signal });
	const refusal = expect(call).rejects.toThrow(/abort/i);
	while ((simulator.log.sends()[0]?.outcome ?? 'pending') === 'pending') await aMoment();
	caller.abort();
	await refusal;
	expect(simulator.log.sends()[0]).toMatchObject({ outcome, notes: [`no_answer_${hang}`] });
	expect(simulator.log.calls()).toMatchObject([{ status: 'hang' }]);
});

const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

it('holds an answer back', async () => {
	simulator.faults.add({ delayMs: 1000 });
	const order: string[] = [];
	const delayed = attempt('+15550000001').then(() => order.push('delayed'));
	while (simulator.log.sends().length === 0) await aMoment();
	await attempt('+15550000002').then(() => order.push('prompt'));
	await delayed;
	expect(order).toEqual(['prompt', 'delayed']);
});

it('strikes other endpoints by name and leaves sends alone', async () => {
	simulator.faults.add({ code: 80007, endpoint: 'templates' });
	expect((await attempt()).status).toBe(200);
	const templates = await graph(simulator, 'GET', `${ACCOUNT.businessAccountId}/message_templates`);
	expect(templates.body.error?.code).toBe(80007);
});

it('limits the sends of a second', async () => {
	simulator.change({ messagesPerSecond: 2 });
	const answers = await Promise.all(Array.from({ length: 30 }, () => attempt()));
	expect(answers.some((answer) => Number(answer.body.error?.code) === 130429)).toBe(true);
	expect(answers.filter((answer) => answer.status === 200).length).toBeGreaterThanOrEqual(2);
});

it('is programmed over HTTP too, and says what is wrong with a fault', async () => {
	await control(simulator, 'POST', 'faults', { code: 131031 });
	expect((await attempt()).body.error?.code).toBe(131031);
	const empty = await control(simulator, 'POST', 'faults', { count: 3 });
	expect([empty.status, empty.body.error?.message]).toEqual([400, 'body: needs one of code, http, reset, hang, delayMs']);
	const misspelt = await control(simulator, 'POST', 'faults', { code: 1, mode: 'later' });
	expect(misspelt.body.error?.message).toContain('mode:');
});
