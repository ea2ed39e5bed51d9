import { z } from 'zod';
import { detect } from '../keywords';
import type { Template } from '../whatsapp';

const textShape = z.object({ type: z.string(), text: z.string() });

/** Quick replies whose label says STOP, in whatever language. */
export function stopButtons(template: Pick<Template, 'quickReplies'>): Template['quickReplies'] {
	return template.quickReplies.filter(({ label }) => saysStop(label));
}

/**
 * Whether a template tells people how to stop: by a quick reply, or by a STOP-word in its footer, or in its body in capitals or
 * quotation marks ("Reply STOP to unsubscribe").
 */
export function offersWayToStop(template: Pick<Template, 'quickReplies' | 'components'>): boolean {
	if (stopButtons(template).length > 0) return true;
	return template.components.some((component) => {
		const read = textShape.safeParse(component);
		if (!read.success) return false;
		const type = read.data.type.toUpperCase();
		if (type === 'FOOTER') return wordsOf(read.data.text).some(saysStop);
		return type === 'BODY' && quotedOrCapitals(read.data.text).some(saysStop);
	});
}

function saysStop(text: string): boolean {
	const found = detect(text);
	return found?.action === 'opt_out' || found?.action === 'opt_out_likely';
}

function wordsOf(text: string): string[] {
	return text.match(/[\p{L}\p{M}]{3,}/gu) ?? [];
}

function quotedOrCapitals(text: string): string[] {
	const quoted = [...text.matchAll(/[“"„«'‘*]([^“”"„«»'’*]{2,40})[”"“»'’*]/gu)].map((match) => match[1] ?? '');
	return [...quoted, ...wordsOf(text).filter((word) => word === word.toUpperCase())];
}
