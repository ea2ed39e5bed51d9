import { CONSENT_ACTIONS } from '../consent';
import type { ConsentAction, ConsentEvent, Origin, Token } from '../consent';
import { CorruptRecord } from './errors';

/**
 * Registers are rows of fixed-width cells. Merging keeps the greater text of each cell, so the order in which events arrive, and
 * how often, makes no difference, and no reader needs a lock. Texts compare by bytes.
 */
export interface Layout {
	name: 'base' | 'list' | 'mark' | 'moment';
	cells: number[];
	/** Length of the whole stored text, Keyv's wrapping included. */
	length: number;
}

export const ROW_START = '{"value":"';
export const ROW_END = '"}';

const MOMENT = 13;
const EVENT_ID = 22;
/** When, rank (9 opt-out, 1 opt-in, so that the opt-out wins at equal times), event, expiry. */
const TOKEN = MOMENT + 1 + EVENT_ID + MOMENT;
const LAST = MOMENT + EVENT_ID + 1;

function layout(name: Layout['name'], cells: number[]): Layout {
	return { name, cells, length: ROW_START.length + cells.reduce((sum, width) => sum + width, 0) + ROW_END.length };
}

/**
 * Everything-tokens of person and business; flags special, linked, seen as phone, seen as wa_id; last event; first (inverted); tokens of
 * both on the default list. Most questions are about that list, and so find all they need in one row.
 */
export const BASE = layout('base', [TOKEN, TOKEN, 1, 1, 1, 1, LAST, MOMENT, TOKEN, TOKEN]);
/** Tokens of person and business on one other list. */
export const LIST = layout('list', [TOKEN, TOKEN]);
/** How sure it is that two identifiers are one person's. */
export const MARK = layout('mark', [1]);
/** The latest of several moments. */
export const MOMENTS = layout('moment', [MOMENT]);
export const LAYOUTS = [BASE, LIST, MARK, MOMENTS];

const NO_TOKEN = '0'.repeat(TOKEN);
const NO_TOKENS = NO_TOKEN + NO_TOKEN;
const NO_EXPIRY = '9'.repeat(MOMENT);
const NO_LAST = '0'.repeat(LAST);
const INVERSE = 9_999_999_999_999;
const ACTION_CODES = 'abcdefghi';

export interface BaseCells {
	person?: Token;
	business?: Token;
	/** There are events that the cells can't express. */
	special: boolean;
	linked: boolean;
	asPhone: boolean;
	asWaId: boolean;
	last?: { eventId: string; action: ConsentAction; occurredAt: number };
	first?: number;
	onDefault?: ListCells;
}

/** What a base row says where it says all. */
export interface PlainBase {
	person: Word | undefined;
	business: Word | undefined;
	asPhone: boolean;
	asWaId: boolean;
	last?: { eventId: string; action: ConsentAction; occurredAt: number; first: number };
	onDefault: PlainList;
}

export interface PlainList {
	person: Word | undefined;
	business: Word | undefined;
}

/** A token where it lies in its row: of an audience's most are only looked at, and never needed as texts of their own. */
export interface Word {
	row: string;
	place: number;
	at: number;
	out: boolean;
}

export interface ListCells {
	person?: Token;
	business?: Token;
}

export function digits(ms: number): string {
	return String(ms).padStart(MOMENT, '0');
}

export function wrap(cells: string): string {
	return ROW_START + cells + ROW_END;
}

export const LOOSE_ROW = wrap('0');
export const PROVEN_ROW = wrap('1');

function tokenText(token: Token): string {
	const expiry = token.expiresAt === undefined ? NO_EXPIRY : digits(token.expiresAt);
	return digits(token.at) + (token.out ? '9' : '1') + token.eventId + expiry;
}

export interface BaseContribution {
	origin: Origin;
	everything?: Token;
	onDefault?: Token;
	special: boolean;
	linked: boolean;
	asPhone: boolean;
	asWaId: boolean;
}

export function baseRow(event: ConsentEvent, part: BaseContribution): string {
	const flags = [part.special, part.linked, part.asPhone, part.asWaId].map((flag) => (flag ? '1' : '0')).join('');
	const last = digits(event.occurredAt) + event.eventId + ACTION_CODES[CONSENT_ACTIONS.indexOf(event.action)];
	const first = digits(INVERSE - event.occurredAt);
	return wrap(byOrigin(part.origin, part.everything) + flags + last + first + byOrigin(part.origin, part.onDefault));
}

export function listRow(origin: Origin, token: Token): string {
	return wrap(byOrigin(origin, token));
}

function byOrigin(origin: Origin, token: Token | undefined): string {
	if (token === undefined) return NO_TOKENS;
	return origin === 'person' ? tokenText(token) + NO_TOKEN : NO_TOKEN + tokenText(token);
}

export const EMPTY_LIST_ROW = wrap(NO_TOKENS);

/** Makes a contact exist of whom nothing was recorded yet. */
export function emptyBaseRow(forms: Pick<BaseContribution, 'asPhone' | 'asWaId'>): string {
	const flags = ['0', '0', forms.asPhone ? '1' : '0', forms.asWaId ? '1' : '0'].join('');
	return wrap(NO_TOKENS + flags + NO_LAST + '0'.repeat(MOMENT) + NO_TOKENS);
}

/** Adds nothing to a contact but that links lead on from it. */
export const LINKED_BASE_ROW = wrap(NO_TOKENS + '0100' + NO_LAST + '0'.repeat(MOMENT) + NO_TOKENS);

export function momentRow(ms: number): string {
	return wrap(digits(ms));
}

const BASE_TEXT = /^\{"value":"[\w-]{98}[01]{4}[\w-]{36}\d{13}[\w-]{98}"\}$/;
const LIST_TEXT = /^\{"value":"[\w-]{98}"\}$/;
/** The same with each cell as it must be, where neither special events nor links need more than the row. */
const PLAIN_TOKEN = '(?:0{49}|\\d{13}[19][\\w-]{22}\\d{13})';
const PLAIN_BASE_TEXT = new RegExp(`^\\{"value":"${PLAIN_TOKEN}{2}00[01]{2}(?:0{36}|\\d{13}[\\w-]{22}[a-i])\\d{13}${PLAIN_TOKEN}{2}"\\}$`);
const PLAIN_LIST_TEXT = new RegExp(`^\\{"value":"${PLAIN_TOKEN}{2}"\\}$`);
const MOMENT_TEXT = /^\{"value":"\d{13}"\}$/;

const [ZERO, ONE, NINE, FIRST_CODE] = [48, 49, 57, ACTION_CODES.charCodeAt(0)];
const EVENT_AT = MOMENT + 1;
const EXPIRY_AT = EVENT_AT + EVENT_ID;

const P = ROW_START.length;
const B = P + TOKEN;
const FLAGS = B + TOKEN;
const LAST_AT = FLAGS + 4;
const FIRST_AT = LAST_AT + LAST;
const ON_DEFAULT = FIRST_AT + MOMENT;

/** Where parts of a base row stand in its text, counted from 1 as databases do. */
export const BASE_PLACES = {
	ranks: [P + MOMENT + 1, B + MOMENT + 1],
	ranksOfDefault: [ON_DEFAULT + MOMENT + 1, ON_DEFAULT + TOKEN + MOMENT + 1],
	flags: FLAGS + 1,
	last: LAST_AT + 1,
	first: FIRST_AT + 1,
};

/** @throws {CorruptRecord} when the text is not such a row. */
export function readBase(text: string): BaseCells {
	if (!BASE_TEXT.test(text)) throw new CorruptRecord('a consent register');
	const cells: BaseCells = {
		special: text[FLAGS] === '1',
		linked: text[FLAGS + 1] === '1',
		asPhone: text[FLAGS + 2] === '1',
		asWaId: text[FLAGS + 3] === '1',
	};
	const person = readToken(text, P);
	if (person !== undefined) cells.person = person;
	const business = readToken(text, B);
	if (business !== undefined) cells.business = business;
	const onDefault = readTokens(text, ON_DEFAULT);
	if (onDefault !== undefined) cells.onDefault = onDefault;
	const last = text.slice(LAST_AT, LAST_AT + LAST);
	if (last !== NO_LAST) {
		const action = CONSENT_ACTIONS[ACTION_CODES.indexOf(last[LAST - 1] ?? '')];
		if (action === undefined) throw new CorruptRecord('the last event of a consent register');
		cells.last = {
			occurredAt: moment(last.slice(0, MOMENT)),
			eventId: last.slice(MOMENT, MOMENT + EVENT_ID),
			action,
		};
		cells.first = INVERSE - moment(text.slice(FIRST_AT, FIRST_AT + MOMENT));
	}
	return cells;
}

/** @throws {CorruptRecord} when the text is not such a row. */
export function readList(text: string): ListCells {
	if (!LIST_TEXT.test(text)) throw new CorruptRecord('a list register');
	return readTokens(text, P) ?? {};
}

function readTokens(text: string, at: number): ListCells | undefined {
	if (text.startsWith(NO_TOKENS, at)) return undefined;
	const cells: ListCells = {};
	const person = readToken(text, at);
	if (person !== undefined) cells.person = person;
	const business = readToken(text, at + TOKEN);
	if (business !== undefined) cells.business = business;
	return cells;
}

/** A row's cells as they lie there; nothing where events say more than the row, links lead on from it, or it is damaged. */
export function plainBase(row: string): PlainBase | undefined {
	if (!PLAIN_BASE_TEXT.test(row)) return undefined;
	const plain: PlainBase = {
		person: wordAt(row, P),
		business: wordAt(row, B),
		asPhone: row.charCodeAt(FLAGS + 2) === ONE,
		asWaId: row.charCodeAt(FLAGS + 3) === ONE,
		onDefault: { person: wordAt(row, ON_DEFAULT), business: wordAt(row, ON_DEFAULT + TOKEN) },
		last: undefined,
	};
	const action = CONSENT_ACTIONS[row.charCodeAt(FIRST_AT - 1) - FIRST_CODE];
	if (action === undefined) return plain;
	plain.last = { eventId: row.slice(LAST_AT + MOMENT, FIRST_AT - 1), action, occurredAt: momentAt(row, LAST_AT), first: INVERSE - momentAt(row, FIRST_AT) };
	return plain;
}

/** The same of a list's row. */
export function plainList(row: string): PlainList | undefined {
	return PLAIN_LIST_TEXT.test(row) ? { person: wordAt(row, P), business: wordAt(row, P + TOKEN) } : undefined;
}

/** As tokens are told apart in a row: the later, at equal times the opt-out, else the greater text. */
export function laterWord(a: Word | undefined, b: Word | undefined): Word | undefined {
	if (a === undefined || b === undefined) return a ?? b;
	if (a.at !== b.at) return a.at > b.at ? a : b;
	if (a.out !== b.out) return a.out ? a : b;
	return restOf(a) >= restOf(b) ? a : b;
}

/** Whether both are about one event, told alike. */
export function isSameEvent(a: Word, b: Word): boolean {
	return a.at === b.at && a.out === b.out && eventOf(a) === eventOf(b);
}

export function eventOf({ row, place }: Word): string {
	return row.slice(place + EVENT_AT, place + EXPIRY_AT);
}

export function expiryOf({ row, place }: Word): number | undefined {
	return row.startsWith(NO_EXPIRY, place + EXPIRY_AT) ? undefined : momentAt(row, place + EXPIRY_AT);
}

function restOf({ row, place }: Word): string {
	return row.slice(place + EVENT_AT, place + TOKEN);
}

/** Of a row that was found to be whole. */
function wordAt(row: string, place: number): Word | undefined {
	const rank = row.charCodeAt(place + MOMENT);
	return rank === ZERO ? undefined : { row, place, at: momentAt(row, place), out: rank === NINE };
}

function momentAt(row: string, place: number): number {
	let ms = 0;
	for (let at = place; at < place + MOMENT; at++) ms = ms * 10 + row.charCodeAt(at) - ZERO;
	return ms;
}

/** @throws {CorruptRecord} when the text is not such a row. */
export function readMoment(text: string): number {
	if (!MOMENT_TEXT.test(text)) throw new CorruptRecord('a time');
	return Number(text.slice(P, P + MOMENT));
}

function readToken(text: string, at: number): Token | undefined {
	const rank = text[at + MOMENT];
	if (rank === '0') {
		if (text.slice(at, at + TOKEN) !== NO_TOKEN) throw new CorruptRecord('a token of a consent register');
		return undefined;
	}
	if (rank !== '1' && rank !== '9') throw new CorruptRecord('a token of a consent register');
	const idAt = at + MOMENT + 1;
	const token: Token = {
		at: moment(text.slice(at, at + MOMENT)),
		out: rank === '9',
		eventId: text.slice(idAt, idAt + EVENT_ID),
	};
	const expiry = text.slice(idAt + EVENT_ID, at + TOKEN);
	if (expiry !== NO_EXPIRY) token.expiresAt = moment(expiry);
	return token;
}

function moment(text: string): number {
	const ms = Number(text);
	if (!Number.isInteger(ms) || ms < 0) throw new CorruptRecord('a time of a consent register');
	return ms;
}

/** Reduces two texts of one register to the one that stays. */
export function mergeRows(a: string, b: string, { cells, length }: Layout): string {
	if (a.length !== length) return a;
	let at = ROW_START.length;
	let merged = '';
	for (const width of cells) {
		const [mine, other] = [a.slice(at, at + width), b.slice(at, at + width)];
		merged += mine > other ? mine : other;
		at += width;
	}
	return wrap(merged);
}

/** Per cell of a layout, whether any of the rows says something there. A cell that says nothing is all zeros, less than any that does. */
export function touchedCells(rows: Array<{ value: string }>, { cells }: Layout): boolean[] {
	let at = ROW_START.length;
	return cells.map((width) => {
		const [place, nothing] = [at, '0'.repeat(width)];
		at += width;
		return rows.some(({ value }) => !value.startsWith(nothing, place));
	});
}
