import { buildLookup } from './lookup';
import { likelyOptOut } from './natural';
import { normalise } from './normalise';
import type { DetectOptions, Detection } from './types';

export type Detector = (text: string) => Detection | null;

/**
 * A detector for fixed options. `detect` keeps these by content; hold one yourself where many messages are read
 * with a long list of own keywords.
 */
export function createDetector(options: DetectOptions = {}): Detector {
	const lookup = buildLookup(options);
	const mode = options.naturalLanguage ?? 'ask';
	const naturalAction = mode === 'act' ? 'opt_out' : 'opt_out_likely';
	const natural = mode === 'off' ? undefined : likelyOptOut(options.languages);
	return (text) => {
		if (typeof text !== 'string') return null;
		const exact = lookup.get(normalise(text));
		if (exact !== undefined) return { ...exact };
		const likely = natural?.(text);
		return likely === undefined ? null : { action: naturalAction, layer: 'natural', ...likely };
	};
}

/** Enough for every workflow of a busy instance; a detector is a few dozen kilobytes. */
const MAX_DETECTORS = 64;
const detectors = new Map<string, Detector>();
const withoutOptions = createDetector();

function contentKey(options: DetectOptions): string {
	const { languages, naturalLanguage, optOutKeywords, optInKeywords, helpKeywords } = options;
	return JSON.stringify([languages, naturalLanguage, optOutKeywords, optInKeywords, helpKeywords]);
}

function detectorFor(options: DetectOptions): Detector {
	const key = contentKey(options);
	const known = detectors.get(key);
	if (known !== undefined) return known;
	const made = createDetector(options);
	if (detectors.size >= MAX_DETECTORS) {
		const oldest = detectors.keys().next();
		if (!oldest.done) detectors.delete(oldest.value);
	}
	detectors.set(key, made);
	return made;
}

/**
 * What a message means for consent, or null when it is an ordinary message.
 *
 * Exact layer: the whole message, normalised, is a keyword of the ticked languages, STOP or START, or one of the
 * operator's own. Natural layer: rules recognise a plain-language request to stop (`opt_out_likely`, or `opt_out`
 * where `naturalLanguage` is `act`) and say why. Never throws on any string.
 */
export function detect(text: string, options?: DetectOptions): Detection | null {
	return (options === undefined ? withoutOptions : detectorFor(options))(text);
}
