import { readdirSync, readFileSync } from 'node:fs';

const TICK_MS = 10;

/** Milliseconds of processor time that this process has used, which other work on the machine changes least. */
export function ownTime(): number {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
}

/** The same of a server's processes together, ended ones included; nothing where the system does not tell (it is read from /proc). */
export function timeOfServer(postmaster: number): number {
	try {
		const [own = NaN, ended = NaN] = fields(postmaster);
		const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(Number(name)) === postmaster);
		return (own + ended + children.reduce((sum, child) => sum + (fields(Number(child))[0] ?? 0), 0)) * TICK_MS;
	} catch {
		return NaN;
	}
}

/** Fields of /proc/…/stat after the name in brackets: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function stat(pid: number): string[] {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return text.slice(text.lastIndexOf(')') + 2).split(' ');
	} catch {
		return [];
	}
}

function parentOf(pid: number): number {
	return Number(stat(pid)[1] ?? NaN);
}

/** Ticks used, and ticks of children that have ended. */
function fields(pid: number): [number, number] {
	const [user, system, endedUser, endedSystem] = stat(pid).slice(11, 15).map(Number);
	return [(user ?? 0) + (system ?? 0), (endedUser ?? 0) + (endedSystem ?? 0)];
}
