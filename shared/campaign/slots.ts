/** Work under way at the same time, up to a bound. */
export interface Slots {
	/** Waits until so many more may begin. */
	room(count: number): Promise<void>;
	/** The work deals with its errors itself. */
	start(work: () => Promise<void>): void;
	/** Waits until nothing is under way. */
	empty(): Promise<void>;
}

export function createSlots(most: number): Slots {
	let busy = 0;
	let waiting: Array<() => void> = [];

	const until = async (enough: () => boolean): Promise<void> => {
		while (!enough()) await new Promise<void>((wake) => waiting.push(wake));
	};
	const ended = (): void => {
		busy--;
		const woken = waiting;
		waiting = [];
		for (const wake of woken) wake();
	};

	return {
		room: async (count) => await until(() => busy + Math.min(count, most) <= most),
		start: (work) => {
			busy++;
			void work().finally(ended);
		},
		empty: async () => await until(() => busy === 0),
	};
}
