import type { ConsentEvent, Door } from './types';

/** Doors at which somebody other than the person may have misheard, mistyped or misread. */
const MISTAKABLE: ReadonlySet<Door | undefined> = new Set<Door>(['natural_language', 'manual', 'import', 'api']);

/**
 * May an operator void this event? A misread sentence or a slip at the desk, yes; what the person did themselves with a keyword, a
 * button, a page or WhatsApp's own switch, never, and neither corrections nor links.
 */
export function canBeCorrected(event: ConsentEvent): boolean {
	if (event.action === 'correct' || event.action === 'link') return false;
	if (event.action === 'platform_stop' || event.action === 'platform_resume') return false;
	if (event.action === 'opt_out_likely') return true;
	if (event.origin === 'business') return true;
	return MISTAKABLE.has(event.door);
}
