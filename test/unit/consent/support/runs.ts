/** How many examples a property is tried on; `PROPERTY_SCALE=20` makes a soak of it. */
export function runs(usual: number): { numRuns: number } {
	return { numRuns: Math.ceil(usual * Number(process.env.PROPERTY_SCALE ?? 1)) };
}
