import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** A key for one purpose, so that what is signed for one is worth nothing for another. */
export function keyFor(secret: string, purpose: string): Buffer {
	return createHmac('sha256', secret).update(`whatsapp-consent/${purpose}`).digest();
}

export function sign(key: Buffer, text: string): string {
	return createHmac('sha256', key).update(text).digest('base64url');
}

/** Both digests are equally long, so the comparison takes the same time whatever was sent. */
export function sameText(given: string, expected: string): boolean {
	return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
	return createHash('sha256').update(text).digest();
}
