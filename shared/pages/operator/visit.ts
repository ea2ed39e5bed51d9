import type { Html, Part } from '../html';
import { Html as Markup, html } from '../html';
import { address, field } from '../http';
import type { PageItem, PageRequest, PageResponse } from '../http';
import { layout } from '../layout';
import { businessName } from '../publicPage';
import { document } from '../respond';
import type { PagesContext } from '../types';

export interface Message {
	kind: 'good' | 'bad' | 'wait';
	text: string;
}

/** One operator's request. */
export interface OperatorVisit {
	request: PageRequest;
	context: PagesContext;
	operator: string;
	/** What the last change came to. */
	message?: Message;
	status?: number;
}

/** What a posted form came to: done, and where to go on; why not; or only looked at. */
export type Outcome = { notice: string; query?: Record<string, string | undefined>; items: PageItem[] } | { problem: string } | { preview: string };

export const VIEWS: ReadonlyArray<readonly [view: string, name: string]> = [
	['contacts', 'Contacts'],
	['overview', 'Overview'],
	['lists', 'Lists'],
	['ways', 'Ways in'],
	['settings', 'Settings'],
	['wordings', 'Wordings'],
];

export function at(view: string, query: Record<string, string | undefined> = {}): string {
	return address({ page: 'operator', view, ...query });
}

/** The address a form posts to: where it stands, so that the operator comes back to it. */
export function here({ request }: OperatorVisit): string {
	const { notice, ...query } = request.query;
	return address({ ...query, page: 'operator' });
}

export function tokenSubject({ operator, request }: OperatorVisit): string {
	return JSON.stringify(['operator', operator, request.query.view ?? '', request.query.contact ?? '']);
}

/** Is a form shown again that was posted and could not be saved? `form` is what its button does. */
export function cameBack({ request }: OperatorVisit, form: string): boolean {
	return request.method === 'POST' && field(request, 'do') === form;
}

/** What a field of a form shows: what was typed, where the form comes back, else what is kept. */
export function typedOr(visit: OperatorVisit, form: string, name: string, kept: string): string {
	return cameBack(visit, form) ? field(visit.request, name) : kept;
}

/** The hidden field that every form of the operator's pages holds. */
export function tokenField(visit: OperatorVisit): Html {
	return html`<input type="hidden" name="token" value="${visit.context.tokens.issue(tokenSubject(visit))}">`;
}

export const SELECTED = new Markup(' selected');
export const CHECKED = new Markup(' checked');

/** A form's first button is the one that Enter presses; this one can't be pressed, where a choice has to be made. */
export const NO_ENTER = new Markup('<button disabled hidden></button>');

export function reasonField(value = '', form = '', placeholder = 'e.g. they asked by phone'): Html {
	return html`<div class="field grow"><label for="${form}reason">Reason</label><input type="text" id="${form}reason" name="reason" required maxlength="500" value="${value}" placeholder="${placeholder}"></div>`;
}

export function operatorPage(visit: OperatorVisit, title: string, ...body: Part[]): PageResponse {
	const { context, request, message, operator } = visit;
	const nonce = context.random();
	const current = request.query.view ?? 'contacts';
	const above = html`<a class="skip" href="#main">Skip to content</a><nav class="top" aria-label="Pages"><div>
${VIEWS.map(([view, name]) => html`<a href="${at(view)}"${(view === current || (view === 'contacts' && current === 'contact')) && CURRENT}>${name}</a>`)}
<span class="who soft small">${businessName(context)}${businessName(context) !== '' && ' · '}signed in as ${operator}</span></div></nav>`;
	const frame = { title: `${message?.kind === 'bad' ? '✗ ' : ''}${title} · WhatsApp consent`, lang: 'en', nonce, accent: context.settings.accent, wide: true, above };
	return document(
		visit.status ?? 200,
		layout(
			frame,
			html`<h1>${title}</h1>`,
			message !== undefined && html`<p class="notice ${message.kind}" role="${message.kind === 'bad' ? 'alert' : 'status'}">${message.text}</p>`,
			...body,
		),
		nonce,
	);
}

const CURRENT = new Markup(' aria-current="page"');
