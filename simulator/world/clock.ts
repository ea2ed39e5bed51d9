/** The simulator's time: the given clock plus an offset, so that tests can let the 24-hour window close. */
export class Clock {
	private offsetMs = 0;

	constructor(private readonly base: () => number) {}

	now(): number {
		return this.base() + this.offsetMs;
	}

	get offset(): number {
		return this.offsetMs;
	}

	setOffset(ms: number): void {
		this.offsetMs = ms;
	}

	advance(ms: number): void {
		this.offsetMs += ms;
	}
}
