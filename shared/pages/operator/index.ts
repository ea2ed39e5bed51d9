import { html } from '../html';
import { address, field } from '../http';
import type { PageRequest, PageResponse, Served } from '../http';
import { layout } from '../layout';
import { document, only, seeOther } from '../respond';
import type { PagesContext } from '../types';
import { contactAction } from './contactActions';
import { contactsAction } from './contactsActions';
import { contactsView } from './contactsView';
import { contactView } from './contactView';
import { exportCsv } from './exportCsv';
import { listsAction, listsView } from './listsView';
import { logIn } from './login';
import { noticeOf } from './notices';
import { overviewAction, overviewView } from './overviewView';
import { settingsAction, settingsView } from './settingsView';
import { unsubscribeView } from './unsubscribeView';
import { tokenSubject } from './visit';
import type { Outcome, OperatorVisit } from './visit';
import { qrFile, waysAction, waysView } from './waysView';
import { wordingsAction, wordingsView } from './wordingsView';

interface View {
	show(visit: OperatorVisit): Promise<PageResponse> | PageResponse;
	act?(visit: OperatorVisit): Promise<Outcome>;
}

const CONTACTS: View = { show: contactsView, act: contactsAction };

const VIEWS: Readonly<Record<string, View>> = {
	contacts: CONTACTS,
	contact: { show: contactView, act: contactAction },
	unsubscribe: { show: unsubscribeView, act: contactAction },
	overview: { show: overviewView, act: overviewAction },
	lists: { show: listsView, act: listsAction },
	settings: { show: settingsView, act: settingsAction },
	wordings: { show: wordingsView, act: wordingsAction },
	ways: { show: waysView, act: waysAction },
	qr: { show: qrFile },
	export: { show: exportCsv },
};

/** The operator's pages. Nothing of them is shown, and nothing is done, without a login. */
export async function operatorPages(request: PageRequest, context: PagesContext): Promise<Served> {
	const login = logIn(request, context);
	if (!login.ok) return only(turnedAway(context, login.waitSeconds));
	const name = request.query.view ?? 'contacts';
	const view = Object.hasOwn(VIEWS, name) ? (VIEWS[name] ?? CONTACTS) : CONTACTS;
	const visit: OperatorVisit = { request, context, operator: login.operator };
	if (request.method === 'GET') return only(await view.show({ ...visit, message: noticeOf(request.query) }));
	const outcome = await act(visit, view);
	if ('problem' in outcome) {
		return only(await view.show({ ...visit, message: { kind: 'bad', text: outcome.problem }, status: 422 }));
	}
	const { notice: _, changed: __, refused: ___, ...query } = request.query;
	if ('preview' in outcome) return only(await view.show({ ...visit, message: { kind: 'wait', text: outcome.preview } }));
	const back = address({ ...query, page: 'operator', ...outcome.query, notice: outcome.notice });
	return { response: seeOther(back), items: outcome.items };
}

async function act(visit: OperatorVisit, view: View): Promise<Outcome> {
	if (view.act === undefined) return { problem: 'Nothing can be changed here.' };
	if (visit.context.tokens.check(tokenSubject(visit), field(visit.request, 'token')) === undefined) {
		return { problem: 'This page was open for too long. Nothing was changed; please do it again.' };
	}
	return await view.act(visit);
}

function turnedAway(context: PagesContext, waitSeconds: number): PageResponse {
	const nonce = context.random();
	const waiting = waitSeconds > 0;
	const text = waiting ? `Too many wrong passwords. Try again in ${waitSeconds} seconds.` : 'Sign in with the name and password of the Consent Pages credential.';
	const page = layout({ title: 'Sign in', lang: 'en', nonce, accent: context.settings.accent }, html`<div class="card"><h1>Sign in</h1><p>${text}</p></div>`);
	const headers: Record<string, string> = waiting ? { 'Retry-After': String(waitSeconds) } : { 'WWW-Authenticate': 'Basic realm="WhatsApp consent", charset="UTF-8"' };
	return document(waiting ? 429 : 401, page, nonce, headers);
}
