const scale = Number(process.env.PROPERTY_SCALE ?? 1);

/** How many examples a property is tried on: `PROPERTY_SCALE=20` makes a soak of it, and below 1 a quick look. */
export function runs(usual: number): { numRuns: number } {
	return { numRuns: Math.ceil(usual * scale) };
}

/** How many examples must have been of use, so that a property can't hold for want of any. Of a quick look nothing is asked: chance rules it. */
export function enough(usual: number): number {
	return scale < 1 ? 0 : usual;
}
