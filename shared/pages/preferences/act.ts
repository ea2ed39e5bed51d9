import type { ConsentEventInput } from '../../consent';
import { field, address } from '../http';
import type { Served } from '../http';
import { consentItems } from '../items';
import type { Visit } from '../publicPage';
import { only, seeOther } from '../respond';
import type { ContactRecord } from '../../store/types';
import { stopTime } from '../stopTime';
import { listsFor, showPreferences, tokenSubject } from './show';

const PREFERENCE_CENTRE = 'preference centre';

/** Does what the person pressed: their own word, through a link that only they were sent. */
export async function actOn(visited: Visit, contact: ContactRecord): Promise<Served> {
	const { context, request, texts, language } = visited;
	const action = field(request, 'do');
	const token = context.tokens.check(tokenSubject(context, contact), field(request, 'token'));
	const list = field(request, 'list');
	const offered = (await listsFor(context, contact)).some(({ key }) => key === list);
	// An old page may stop messages all the same: a wish to be left alone is never refused for a formality.
	const stops = action === 'stopAll' || (action === 'off' && offered);
	if (token === undefined && !stops) return only(await showPreferences(visited, contact, { bad: texts.tooOld }, 409));
	if (!stops && !(action === 'on' && offered)) return only(await showPreferences(visited, contact, { bad: texts.notHere }, 422));
	if (action === 'on' && contact.status === 'blocked') return only(await showPreferences(visited, contact, { bad: texts.blocked }, 409));

	const event: ConsentEventInput = {
		action: stops ? 'opt_out' : 'opt_in',
		contact: contact.contact,
		origin: 'person',
		source: PREFERENCE_CENTRE,
		door: 'page',
		// WhatsApp's times are whole seconds: an opt-in must not beat a STOP of the same second by a fraction.
		occurredAt: stops ? stopTime(contact, context.now) : Math.floor(context.now / 1000) * 1000,
		evidence: { url: request.url, language: language.code, text: action === 'stopAll' ? texts.stopAll : action === 'off' ? texts.turnOff : texts.turnOn },
	};
	if (action !== 'stopAll') event.lists = [list];
	const [result] = await context.store.record([event]);
	const back = address({ page: 'preferences', link: request.query.link, lang: request.query.lang, done: 'saved' });
	return { response: seeOther(back), items: consentItems(event, result, { source: PREFERENCE_CENTRE, language: language.code }) };
}
