/** Counts failures of one and the same code in a row. */
export class FailuresInARow {
	private code: number | string | undefined;
	private count = 0;

	/** @returns how many there are now */
	add(code: number | string): number {
		this.count = code === this.code ? this.count + 1 : 1;
		this.code = code;
		return this.count;
	}

	clear(): void {
		this.count = 0;
	}
}
