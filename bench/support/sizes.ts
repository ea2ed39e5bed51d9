/** `name=number` among the arguments; else the small size, or with `full` among them the large one. */
export function size(name: string, small: number, full: number): number {
	return sizes(name, [small], [full])[0] ?? small;
}

/** The same of several, `name=1000,2000`. */
export function sizes(name: string, small: number[], full: number[]): number[] {
	const given = process.argv.find((argument) => argument.startsWith(`${name}=`));
	if (given !== undefined) return given.slice(name.length + 1).split(',').map(Number);
	return isFull() ? full : small;
}

export function isFull(): boolean {
	return process.argv.includes('full');
}
