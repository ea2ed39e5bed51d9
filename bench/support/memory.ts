/** In megabytes. */
export function memory(): { rss: number; heap: number } {
	const { rss, heapUsed } = process.memoryUsage();
	return { rss: rss / 1e6, heap: heapUsed / 1e6 };
}

/** After a collection of what nobody needs any more, where node runs with --expose-gc. */
export function settled(): { rss: number; heap: number } {
	globalThis.gc?.();
	return memory();
}
