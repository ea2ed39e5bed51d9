/** What became of a delivery that went along with another. */
export type Outcome =
	/** Recorded, and its workflow begun. */
	| 'sure'
	/** Perhaps recorded, but its workflow may not have begun. */
	| 'unsure'
	/** Not taken, perhaps because of another; it has to go by itself. */
	| 'alone';

export type Turn<T> = { leads: true; deliveries: T[]; done(outcome: Outcome): void } | { leads: false; outcome: Outcome };

interface Waiting<T> {
	delivery: T;
	size: number;
	alone: boolean;
	takeTurn(turn: Turn<T>): void;
}

/** As much as one delivery of Meta's may hold. */
const MOST_BYTES = 3 * 1024 * 1024;
const MOST_DELIVERIES = 64;
/** Whoever leads longer than this no longer holds up the others. */
const PATIENCE_MS = 15_000;

/**
 * Under load, deliveries that come in while another is being recorded and handed over wait for it, and then go on together: one round
 * to the store and one execution for all of them. The first of them leads, the others are answered when its workflow has begun.
 * Where nothing else is going on, nobody waits.
 */
export class Together<T> {
	private waiting: Array<Waiting<T>> = [];
	private isBusy = false;

	/** Answers when it is this delivery's turn to lead, or when another has led it to its end. */
	async join(delivery: T, size: number, alone = false): Promise<Turn<T>> {
		return await new Promise((takeTurn) => {
			this.waiting.push({ delivery, size, alone, takeTurn });
			if (!this.isBusy) this.next();
		});
	}

	private next(): void {
		const group = this.takeGroup();
		const [leader, ...others] = group;
		this.isBusy = leader !== undefined;
		if (leader === undefined) return;
		let isDone = false;
		const done = (outcome: Outcome): void => {
			if (isDone) return;
			isDone = true;
			clearTimeout(patience);
			for (const other of others) other.takeTurn({ leads: false, outcome });
			this.next();
		};
		const patience = setTimeout(() => done('unsure'), PATIENCE_MS);
		patience.unref();
		leader.takeTurn({ leads: true, deliveries: group.map(({ delivery }) => delivery), done });
	}

	private takeGroup(): Array<Waiting<T>> {
		const [first] = this.waiting;
		let bytes = 0;
		let count = 0;
		for (const one of this.waiting) {
			bytes += one.size;
			if (count > 0 && (first?.alone || one.alone || bytes > MOST_BYTES || count >= MOST_DELIVERIES)) break;
			count += 1;
		}
		return this.waiting.splice(0, count);
	}
}

const known = new Map<string, Together<unknown>>();

/** Of those who start the same workflow by the same trigger. */
export function togetherOf(recipient: string): Together<unknown> {
	const own = known.get(recipient) ?? new Together();
	known.set(recipient, own);
	return own;
}
