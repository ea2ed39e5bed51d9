import { receiveAll } from '../../../shared/receiving';
import { ADA, NOON, optionsFrom, inboxes, says, together } from './support';

const inbox = inboxes();
const BEN = { waId: '15551230002', name: 'Ben' };

describe('two triggers on one store', () => {
	it('each hand a signal to their workflow, once', async () => {
		const { deliver } = inbox();
		const stop = says(ADA, 'STOP');
		const first = { recipient: 'workflow 1' };
		const second = { recipient: 'workflow 2' };
		await expect(deliver(stop, first)).resolves.toMatchObject([{ action: 'opt_out', changed: true }]);
		await expect(deliver(stop, second)).resolves.toMatchObject([{ action: 'opt_out', changed: true, redelivered: true }]);
		await expect(deliver(stop, first)).resolves.toEqual([]);
		await expect(deliver(stop, second)).resolves.toEqual([]);
		expect(await inbox().store.history({ waId: ADA.waId })).toHaveLength(2);
	});
});

describe('many bodies at once', () => {
	const options = { ...optionsFrom({}), dedupe: false };
	const all = async (...bodies: unknown[]) => await receiveAll(bodies.map((body) => ({ body, options })), inbox().store, NOON + 1000);

	it('go to the store in one round, and each item says which it came from', async () => {
		const { store } = inbox();
		const record = jest.spyOn(store, 'record');
		const items = await all(says(ADA, 'STOP'), says(BEN, 'Hello'), together(says(BEN, 'START'), says({ waId: '15551230003' }, 'STOP')));
		expect(items.map(({ from, json }) => [from, json.contact, json.action])).toEqual([
			[0, '+15551230001', 'opt_out'],
			[1, '+15551230002', undefined],
			[2, '+15551230002', 'opt_in'],
			[2, '+15551230003', 'opt_out'],
		]);
		expect(record).toHaveBeenCalledTimes(1);
	});

	it('that repeat a message answer for each, the second as the first was recorded', async () => {
		const stop = says(ADA, 'STOP');
		const items = await all(stop, says(BEN, 'STOP'), stop);
		expect(items.map(({ from, json }) => [from, json.contact, json.changed, json.redelivered])).toEqual([
			[0, '+15551230001', true, undefined],
			[1, '+15551230002', true, undefined],
			[2, '+15551230001', true, true],
		]);
	});

	it('with other options each are read with their own', async () => {
		const items = await receiveAll(
			[
				{ body: says(ADA, 'no more pizza'), options: { ...options, understanding: { optOutKeywords: ['no more pizza'] } } },
				{ body: says(BEN, 'no more pizza'), options },
			],
			inbox().store,
			NOON + 1000,
		);
		expect(items.map(({ json }) => json.action)).toEqual(['opt_out', undefined]);
	});
});
