import { CorruptRecord } from '../store/errors';

/** A damaged record concerns one contact or one message: it must not keep a delivery with others' opt-outs from being recorded. */
export async function unlessDamaged<T>(work: () => Promise<T>, otherwise: T): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof CorruptRecord) return otherwise;
		throw error;
	}
}

/** All in one round; where a damaged record is among them, one by one without it. */
export async function allButDamaged<T>(all: T[], work: (some: T[]) => Promise<void>): Promise<void> {
	if (all.length === 0) return;
	const whole = await unlessDamaged(async () => {
		await work(all);
		return true;
	}, false);
	if (!whole && all.length > 1) for (const one of all) await unlessDamaged(async () => await work([one]), undefined);
}
