import type { Registration } from '../../shared/whatsapp';

/**
 * Publishing a new version makes n8n take a trigger down and set it up again. What Meta has to tell in between would be told to nobody, so
 * a subscription is only taken down when its trigger has not come back after this long.
 */
const LINGER_MS = 5000;

const leaving = new Map<string, { registration: Registration; timer: NodeJS.Timeout }>();

export function leaveSoon(who: string, registration: Registration, takeDown: () => Promise<void>): void {
	stay(who);
	const timer = setTimeout(() => {
		leaving.delete(who);
		void takeDown();
	}, LINGER_MS);
	timer.unref();
	leaving.set(who, { registration, timer });
}

/** Back in time: what is still set up. */
export function stay(who: string): Registration | undefined {
	const found = leaving.get(who);
	if (found === undefined) return undefined;
	clearTimeout(found.timer);
	leaving.delete(who);
	return found.registration;
}
