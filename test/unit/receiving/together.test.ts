import { Together, type Turn } from '../../../nodes/WhatsAppConsentTrigger/together';

const settled = async <T>(promise: Promise<T>): Promise<T | 'waiting'> => await Promise.race([promise, new Promise<'waiting'>((done) => setImmediate(() => done('waiting')))]);

function leading<T>(turn: Turn<T> | 'waiting'): { deliveries: T[]; done: (outcome: 'sure' | 'unsure' | 'alone') => void } {
	if (turn === 'waiting' || !turn.leads) throw new Error('does not lead');
	return turn;
}

describe('deliveries that come while another is being taken', () => {
	it('wait for it, go on together in order, and are told what became of them', async () => {
		const together = new Together<string>();
		const first = leading(await settled(together.join('first', 1)));
		expect(first.deliveries).toEqual(['first']);
		const [second, third] = [together.join('second', 1), together.join('third', 1)];
		await expect(settled(second)).resolves.toBe('waiting');
		first.done('sure');
		const leader = leading(await settled(second));
		expect(leader.deliveries).toEqual(['second', 'third']);
		await expect(settled(third)).resolves.toBe('waiting');
		leader.done('unsure');
		await expect(settled(third)).resolves.toEqual({ leads: false, outcome: 'unsure' });
	});

	it('are not kept by one that ended before they came', async () => {
		const together = new Together<string>();
		leading(await settled(together.join('first', 1))).done('sure');
		expect(leading(await settled(together.join('second', 1))).deliveries).toEqual(['second']);
	});

	it('are never more than one delivery of Meta may hold, and go alone where they ask to', async () => {
		const together = new Together<string>();
		const first = leading(await settled(together.join('first', 1)));
		const [large, larger, alone, last] = [together.join('large', 2_000_000), together.join('larger', 2_000_000), together.join('alone', 1, true), together.join('last', 1)];
		first.done('sure');
		for (const [one, expected] of [[large, 'large'], [larger, 'larger'], [alone, 'alone'], [last, 'last']] as const) {
			const turn = leading(await settled(one));
			expect(turn.deliveries).toEqual([expected]);
			turn.done('sure');
		}
	});

	it('are told once, whatever is said afterwards', async () => {
		const together = new Together<string>();
		const first = leading(await settled(together.join('first', 1)));
		const second = together.join('second', 1);
		first.done('sure');
		first.done('alone');
		expect(leading(await settled(second)).deliveries).toEqual(['second']);
		await expect(settled(together.join('third', 1))).resolves.toBe('waiting');
	});

	it('do not wait for ever for one that never ends', async () => {
		jest.useFakeTimers();
		try {
			const together = new Together<string>();
			void together.join('first', 1);
			const second = together.join('second', 1);
			await jest.advanceTimersByTimeAsync(20_000);
			expect(leading(await second).deliveries).toEqual(['second']);
		} finally {
			jest.useRealTimers();
		}
	});
});
