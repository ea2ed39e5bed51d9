import { html } from '../html';
import type { PageResponse } from '../http';
import { at, here, NO_ENTER, operatorPage, reasonField, tokenField } from './visit';
import type { OperatorVisit } from './visit';

/** The step between wanting to unsubscribe somebody and doing it: from marketing, or from everything? */
export async function unsubscribeView(visit: OperatorVisit): Promise<PageResponse> {
	const contact = visit.request.query.contact ?? '';
	const [record] = await visit.context.store.records([contact]);
	const who = record?.name ?? contact;
	return operatorPage(
		visit,
		'Unsubscribe',
		html`<form method="post" action="${here(visit)}" class="card">${tokenField(visit)}${NO_ENTER}
<p>What does <strong><bdi>${who}</bdi></strong> (${contact}) want no more of? It is recorded as their own word: only they can take it back.</p>
${reasonField()}
<div class="row"><button class="danger" name="do" value="stopMarketing">Marketing messages</button>
<button class="danger" name="do" value="stopEverything">All messages (block)</button>
<a href="${at('contact', { contact })}">Cancel</a></div>
<p class="soft small">Without marketing, orders, codes and answers still go out. Blocked means that nothing goes out at all until you unblock; their stop to marketing stays even then.</p></form>`,
	);
}
