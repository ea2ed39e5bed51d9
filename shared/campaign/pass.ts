import { DEFAULT_LIST } from '../consent';
import type { MessageCategory } from '../consent';
import { z } from 'zod';

/** A gate's word is worth this long; the store is asked anyway. */
const FRESH_FOR_MS = 15 * 60 * 1000;
/** Clocks of two machines may differ by this much. */
const AHEAD_MS = 60 * 1000;

const passShape = z.object({
	decision: z.enum(['allow', 'flag']),
	category: z.string(),
	recipient: z.string().min(1),
	decidedAt: z.string(),
	list: z.string().optional(),
	brand: z.string().optional(),
});

/** What a pass has to be for. */
export interface PassWanted {
	category: MessageCategory;
	/** The address about to be written to. */
	recipient: string | undefined;
	list: string | undefined;
	brand: string | undefined;
	/** When the items arrived, in milliseconds. */
	arrivedAt: number;
}

/** What is wrong with the pass that an item carries, in words; nothing if it is good. A pass for marketing is good for every category. */
export function passProblem(consent: unknown, wanted: PassWanted): string | undefined {
	const read = passShape.safeParse(consent);
	if (!read.success) return 'The item carries no pass: it did not leave a Consent Gate through Allowed.';
	const pass = read.data;
	if (pass.recipient !== wanted.recipient) return 'The pass on the item is for another contact.';
	if (pass.category !== 'marketing' && pass.category !== wanted.category) {
		return `The pass is for ${pass.category}, and the template is ${wanted.category}.`;
	}
	const list = wanted.list ?? (wanted.category === 'marketing' ? DEFAULT_LIST : undefined);
	if (list !== undefined && pass.list !== list) return `The pass is not for the list “${list}”.`;
	if (pass.brand !== undefined && wanted.brand !== undefined && pass.brand !== wanted.brand) return 'The pass is of another brand.';
	const age = wanted.arrivedAt - Date.parse(pass.decidedAt);
	if (!(age >= -AHEAD_MS)) return 'The pass has no moment that can be read, or one that has not come yet.';
	return age <= FRESH_FOR_MS ? undefined : `The pass is ${Math.round(age / 60_000)} minutes old; put the gate right before this node.`;
}
