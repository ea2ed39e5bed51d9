/** Things said to belong together, directly or through others. */
export class Groups {
	private readonly up = new Map<string, string>();

	/** The one of a group that stands for it. */
	root(one: string): string {
		let top = one;
		for (let next = this.up.get(top); next !== undefined; next = this.up.get(top)) top = next;
		if (top !== one) this.up.set(one, top);
		return top;
	}

	join(one: string, other: string): void {
		const [a, b] = [this.root(one), this.root(other)];
		if (a !== b) this.up.set(a < b ? b : a, a < b ? a : b);
	}
}
