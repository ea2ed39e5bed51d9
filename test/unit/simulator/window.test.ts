import type { Simulator } from '../../../simulator';
import { send, start, templateSend, textSend } from './support';

const BSUID = 'US.13491208655302741918';
const TO = { to: '+15551234567' };
let simulator: Simulator;

beforeEach(async () => {
	simulator = await start();
	simulator.templates.put({ name: 'spring_sale', language: 'en_US', category: 'MARKETING' });
	simulator.templates.put({ name: 'order_update', language: 'en_US', category: 'UTILITY' });
});
afterEach(() => simulator.close());

describe('the 24-hour window', () => {
	const HOUR = 3_600_000;

	it('lets free text pass for 24 hours after the last message of that person', async () => {
		await simulator.sendAs(TO.to, { type: 'text', text: { body: 'Hi' } });
		expect((await send(simulator, textSend(TO.to))).status).toBe(200);
		expect((await send(simulator, textSend('+15550009999'))).body.error?.code).toBe(131047);
		simulator.clock.advance(23 * HOUR);
		expect((await send(simulator, textSend(TO.to))).status).toBe(200);
		simulator.clock.advance(HOUR);
		expect((await send(simulator, textSend(TO.to))).body.error?.code).toBe(131047);
	});

	it('closes at the very end of the 24th hour', async () => {
		const writtenAt = Date.UTC(2026, 10, 23, 7);
		let now = writtenAt;
		const punctual = await start({ now: () => now });
		await punctual.sendAs(TO.to, { type: 'text', text: { body: 'Hi' } });
		const codes: unknown[] = [];
		for (now of [writtenAt + 24 * HOUR - 1, writtenAt + 24 * HOUR]) codes.push((await send(punctual, textSend(TO.to))).body.error?.code);
		await punctual.close();
		expect(codes).toEqual([undefined, 131047]);
	});

	it('is found by BSUID as well as by phone', async () => {
		const customer = simulator.customers.put({ phone: TO.to, userId: BSUID });
		await simulator.sendAs(customer.id, { type: 'text', text: { body: 'Hi' } });
		expect((await send(simulator, { recipient: BSUID, type: 'text', text: { body: 'Hello' } })).status).toBe(200);
	});

	it('can refuse by a failed status instead of at once', async () => {
		simulator.change({ windowRefusal: 'async' });
		expect((await send(simulator, textSend(TO.to))).status).toBe(200);
		expect(simulator.log.sends()[0]).toMatchObject({ status: 'failed', errorCode: 131047, delivered: false });
	});
});

describe('what a person switched off', () => {
	it('accepts marketing to someone who stopped it, and fails it afterwards with 131050', async () => {
		simulator.customers.put({ phone: TO.to, stopped: true });
		const answer = await send(simulator, templateSend(TO, 'spring_sale'));
		expect(answer.status).toBe(200);
		expect(simulator.log.sends()[0]).toMatchObject({ outcome: 'accepted', status: 'failed', errorCode: 131050, delivered: false });
	});

	it('goes on delivering utility messages to them', async () => {
		simulator.customers.put({ phone: TO.to, stopped: true });
		await send(simulator, templateSend(TO, 'order_update'));
		expect(simulator.log.sends()[0]).toMatchObject({ delivered: true });
	});

	it('fails every message to someone who blocked the business with 131026', async () => {
		simulator.customers.put({ phone: TO.to, blocked: true });
		await send(simulator, templateSend(TO, 'order_update'));
		expect(simulator.log.sends()[0]).toMatchObject({ status: 'failed', errorCode: 131026 });
	});
});
