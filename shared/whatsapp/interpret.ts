import { DEFAULT_LIST, EVERYTHING } from '../consent';
import type { Door } from '../consent';
import { createDetector, isBuiltInOptOut, normalise } from '../keywords';
import type { Detection, DetectOptions, Detector } from '../keywords';
import type { MessageItem, SignalAction, SignalItem, WebhookItem } from './items';
import { parsePayload } from './ourPayloads';
import type { OurPayload } from './ourPayloads';
import { readPreferenceForm } from './preferenceForm';

export interface InterpretOptions extends DetectOptions {
	/** The lists that a keyword joins or leaves. STOP and the other built-in words leave everything, whatever stands here. */
	keywordLists?: Readonly<Record<string, string | readonly string[]>>;
	/** The list an opt-in without a list goes on; default `marketing`. */
	defaultList?: string;
}

/** What `authentication` templates send for "I didn't request a code". */
const DID_NOT_REQUEST_CODE = 'DID_NOT_REQUEST_CODE';

/**
 * Understands messages: each stays a message, or becomes the consent signals it holds, at its place in the order. Native
 * preferences, our own payloads and forms are taken at their word; then a whole-message keyword; then plain language.
 * Yes-words come out marked `affirmative`: whether they count is for the caller, who knows what was asked (see `asMessage`).
 */
export function interpret(items: readonly WebhookItem[], options: InterpretOptions = {}): WebhookItem[] {
	const rules = rulesFor(options);
	return items.flatMap((item) => (item.kind === 'message' ? understand(item, rules) : [item]));
}

interface Rules {
	detect: Detector;
	lists: (detection: Detection, said: string) => string[] | undefined;
	defaultList: string;
}

/** One per trigger of a busy instance. */
const MOST_RULES = 32;
const known = new Map<string, Rules>();

/** Rules are kept by content: settings are read anew for every webhook and seldom change. */
function rulesFor(options: InterpretOptions): Rules {
	const key = JSON.stringify(options);
	const rules = known.get(key) ?? rulesOf(options);
	known.delete(key);
	known.set(key, rules);
	const [oldest] = known.keys();
	if (known.size > MOST_RULES && oldest !== undefined) known.delete(oldest);
	return rules;
}

function rulesOf(options: InterpretOptions): Rules {
	const { keywordLists, defaultList = DEFAULT_LIST, ...detectOptions } = options;
	const mapped = new Map(Object.entries(keywordLists ?? {}).map(([word, lists]) => [normalise(word), [lists].flat()]));
	const leavesAll = isBuiltInOptOut(detectOptions.languages);
	return {
		detect: createDetector(detectOptions),
		lists: ({ action, keyword = '' }, said) => {
			if (mapped.size === 0 || (action !== 'opt_in' && [said, keyword].some(leavesAll))) return undefined;
			return mapped.get(normalise(said)) ?? mapped.get(normalise(keyword));
		},
		defaultList,
	};
}

function understand(item: MessageItem, rules: Rules): WebhookItem[] {
	if (item.contact === '') return [item];
	const signals = signalsOf(item, rules);
	// Without a time nobody can say that the person's yes was not an old one.
	const counting = item.undated ? signals.filter(({ action }) => action !== 'opt_in') : signals;
	if (counting.length === 0) return [item];
	return counting.map((signal, part) => (part === 0 ? signal : { ...signal, part }));
}

function signalsOf(item: MessageItem, rules: Rules): SignalItem[] {
	if (item.form !== undefined) return readPreferenceForm(item.form).map((tap) => ours(item, tap, 'flow'));
	if (item.tap !== undefined) return tapSignals(item, item.tap, rules);
	const found = item.examine === undefined ? null : rules.detect(item.examine);
	if (found === null || item.examine === undefined) return [];
	return [said(item, found, item.examine, found.layer === 'exact' ? 'keyword' : 'natural_language', rules)];
}

/** Our own payload is taken at its word. Another's button counts only if its label says stop: a bot's "Continue" is no consent. */
function tapSignals(item: MessageItem, tap: NonNullable<MessageItem['tap']>, rules: Rules): SignalItem[] {
	const payload = tap.payload === undefined ? null : parsePayload(tap.payload);
	const evidence = { ...(tap.label !== undefined && { text: tap.label }), ...(tap.payload !== undefined && { payload: tap.payload }) };
	if (payload !== null) return [{ ...ours(item, payload, tap.door), ...evidence }];
	if (tap.label === undefined || tap.payload === DID_NOT_REQUEST_CODE) return [];
	const found = rules.detect(tap.label);
	if (found === null || (found.action !== 'opt_out' && found.action !== 'opt_out_likely')) return [];
	return [{ ...said(item, found, tap.label, tap.door, rules), ...evidence }];
}

function ours(item: MessageItem, payload: OurPayload, door: Door): SignalItem {
	switch (payload.verb) {
		case 'optout':
			return signal(item, 'opt_out', door, payload.lists);
		case 'optin':
			return signal(item, 'opt_in', door, payload.lists);
		case 'stop':
			return { ...signal(item, 'opt_out', door, [EVERYTHING]), answers: payload.eventId };
		case 'keep':
			return { ...signal(item, 'keep', door, []), answers: payload.eventId };
		case 'confirm':
			return { ...signal(item, 'opt_in', door, payload.lists ?? []), confirms: payload.eventId };
		case 'resume':
			return { ...signal(item, 'opt_in', door, payload.lists), takesBack: payload.eventId };
	}
}

function said(item: MessageItem, found: Detection, text: string, door: Door, rules: Rules): SignalItem {
	const { action, keyword, language, because, affirmative, orderAmbiguous } = found;
	return {
		...signal(item, action, door, action === 'help' ? [] : (rules.lists(found, text) ?? [action === 'opt_in' ? rules.defaultList : EVERYTHING])),
		text,
		...(keyword !== undefined && { keyword }),
		...(language !== undefined && { language }),
		...(because !== undefined && { because }),
		...(affirmative && { affirmative }),
		...(orderAmbiguous && { orderAmbiguous }),
	};
}

function signal(item: MessageItem, action: SignalAction, door: Door, lists: string[]): SignalItem {
	const { kind, examine, tap, form, ...base } = item;
	return { ...base, kind: 'signal', action, door, lists };
}

/** The signal as the ordinary message it turned out to be, e.g. a yes-word that answered nothing of ours. */
export function asMessage(signal: SignalItem): MessageItem {
	const { kind, action, door, lists, text, payload, because, orderAmbiguous, confirms, answers, takesBack, needsLedger, part, ...base } = signal;
	return { ...base, kind: 'message' };
}
