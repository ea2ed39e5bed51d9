import type { ConsentEventInput, ContactState, Evidence } from '../../consent';
import { parsePhone } from '../../identity';
import { field } from '../http';
import type { PageRequest, Served } from '../http';
import { consentItems } from '../items';
import { businessName, plainPage } from '../publicPage';
import type { Visit } from '../publicPage';
import { only } from '../respond';
import type { OfferedList } from './lists';
import { showOptInPage, tokenSubject, TRAP } from './show';
import type { Problems } from './show';
import { wordingOf } from './wording';
import type { Wording } from './wording';

const DAY_MS = 86_400_000;
/** Whoever plays with somebody else's number makes them no more than so many requests to confirm in an hour. */
const TRIES_PER_NUMBER = 5;
export const OPT_IN_PAGE = 'opt-in page';

/** What a visitor sent: recorded before they are thanked. */
export async function submitOptIn(visited: Visit, list: OfferedList): Promise<Served> {
	const { request, context, texts } = visited;
	const { settings, brakes, now } = context;
	const typed = {
		name: field(request, 'name').slice(0, 200),
		country: field(request, 'country'),
		number: field(request, 'number'),
		agreed: field(request, 'agreed') === 'yes',
	};
	const again = (status: number, problems: Problems): Served => only(showOptInPage(visited, list, typed, problems, status));

	if (brakes.optIns.use(`address ${request.ip}`, settings.optInsPerHour, now) > 0) return again(429, { page: texts.tooMany });
	if (field(request, TRAP) !== '') return only(thanks(visited));
	const wording = wordingOf(texts, list);
	const token = context.tokens.check(tokenSubject(list.key, wording.version), field(request, 'token'));
	if (token === undefined) return again(409, { page: texts.tooOld });
	const phone = parsePhone(typed.number, typed.country || settings.defaultCountry);
	const problems: Problems = {
		...(phone.ok ? {} : { number: texts.numberWrong }),
		...(typed.agreed ? {} : { box: texts.boxMissing }),
	};
	if (!phone.ok || !typed.agreed) return again(422, problems);
	if (brakes.optIns.use(`number ${phone.e164}`, TRIES_PER_NUMBER, now) > 0) return again(429, { page: texts.tooMany });
	return await record(visited, list, { phone: phone.e164, name: typed.name, wording, id: token.nonce });
}

interface Given {
	phone: string;
	name: string;
	wording: Wording;
	id: string;
}

async function record(visited: Visit, list: OfferedList, { phone, name, wording, id }: Given): Promise<Served> {
	const { context, language, request } = visited;
	const { store, settings, now } = context;
	const [before] = await store.records([phone]);
	const event: ConsentEventInput = {
		action: 'opt_in',
		contact: { phone },
		lists: [list.key],
		// Typed by who knows whom: as the business's word it never outranks a stop, also one that was said before and arrives late.
		origin: 'business',
		source: OPT_IN_PAGE,
		door: 'page',
		occurredAt: now,
		id,
		evidence: evidenceOf(visited, list, wording),
	};
	if (settings.doubleOptIn || before === undefined || saidStop(before)) {
		event.origin = 'person';
		event.needsConfirmation = { until: now + settings.confirmWithinDays * DAY_MS };
	}
	const [result] = await store.record([event]);
	// A stranger may have typed the number: a name that is known stays.
	if (name !== '' && before?.name === undefined && result?.outcome !== 'invalid') await store.updateProfile(phone, { name });
	const told = { source: OPT_IN_PAGE, language: language.code, ...(name === '' ? {} : { name }), ...tagOf(request) };
	return { response: thanks(visited), items: consentItems(event, result, told) };
}

/**
 * Anybody can type anybody's number. Where the number's owner ever said stop, only their own confirmation opens the door again;
 * which of the two it was is not told to whoever typed.
 */
function saidStop(state: ContactState): boolean {
	const standings = [state.everything, ...Object.values(state.lists)];
	return (
		state.problem !== undefined ||
		state.status === 'blocked' ||
		state.platformStop ||
		state.holds.length > 0 ||
		standings.some((standing) => standing?.status === 'opted_out')
	);
}

function evidenceOf({ context, language, request }: Visit, list: OfferedList, wording: Wording): Evidence {
	const evidence: Evidence = {
		wording: wording.shown,
		wordingVersion: wording.version,
		businessName: businessName(context),
		purposes: [list.name ?? list.key],
		basis: 'express',
		url: request.url,
		language: language.code,
		...tagOf(request),
	};
	if (!context.settings.keepAddress) return evidence;
	return { ...evidence, ip: request.ip, userAgent: (request.headers['user-agent'] ?? '').slice(0, 300) };
}

/** Where the visitor came from, as the link they followed says. */
function tagOf(request: PageRequest): { sourceTag?: string } {
	const tag = request.query.tag?.trim().slice(0, 100) ?? '';
	return tag === '' ? {} : { sourceTag: tag };
}

function thanks(visited: Visit): Served['response'] {
	const { texts, context } = visited;
	return plainPage(visited, 200, texts.thanks, context.settings.doubleOptIn ? texts.thanksPending : texts.thanksDone);
}
