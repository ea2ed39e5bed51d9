import { asOf } from '../../consent';
import type { PageRequest, Served } from '../http';
import { readLink } from '../links';
import { publicPage, visit } from '../publicPage';
import type { Visit } from '../publicPage';
import { html } from '../html';
import { only } from '../respond';
import type { PagesContext } from '../types';
import { actOn } from './act';
import { downloadHistory } from './history';
import { showPreferences } from './show';

/** One person's own page, behind their signed link. Looking changes nothing; only a posted form does. */
export async function preferencesPage(request: PageRequest, context: PagesContext): Promise<Served> {
	const visited = visit(request, context);
	const subject = readLink(request.query.link ?? '', context.secrets.linkSecret, context.now);
	if (subject === undefined || subject.brand !== context.brand) return only(invalidLink(visited));
	const [record] = await context.store.records([subject.contact]);
	if (record === undefined || record.problem !== undefined) return only(invalidLink(visited));
	// Whoever had the number before must neither see what its new owner said nor take it back.
	if (((await context.store.heldSince(subject.contact)) ?? 0) > subject.madeAt) return only(invalidLink(visited));
	const contact = { ...record, ...asOf(record, context.now) };
	if (request.method === 'POST') return await actOn(visited, contact);
	if (request.query.as === 'json') return only(await downloadHistory(context, contact));
	return only(await showPreferences(visited, contact));
}

function invalidLink(visited: Visit): Served['response'] {
	const { texts } = visited;
	return publicPage(visited, 403, texts.linkInvalid, html`<div class="card"><h1>${texts.linkInvalid}</h1><p>${texts.linkHelp}</p></div>`);
}
