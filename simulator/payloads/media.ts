import type { MessageContent } from './messages';

type CaptionedKind = 'image' | 'video' | 'document';

/** A picture, video or document, with or without a caption. */
export const media = (kind: CaptionedKind, mediaId: string, caption?: string): MessageContent => {
	const mimeTypes: Record<CaptionedKind, string> = { image: 'image/jpeg', video: 'video/mp4', document: 'application/pdf' };
	const file = { id: mediaId, mime_type: mimeTypes[kind], sha256: 'c2ltdWxhdGVkLW1lZGlhLWRpZ2VzdA==' };
	return { type: kind, [kind]: caption === undefined ? file : { ...file, caption } };
};

export const image = (caption?: string, mediaId = '1002003004005006'): MessageContent => media('image', mediaId, caption);
