import type { IdentityItem, OtherItem, SignalItem } from '../items';
import { idUpdateSchema, preferenceSchema } from '../payloads';
import { identifiersFrom, personOf } from './people';
import { placed } from './place';
import type { Place } from './place';
import { keep } from './raw';
import { moved } from './readSystem';

const MARKETING = 'marketing_messages';

/** WhatsApp's own switch: `stop` is believed for any category, `resume` only for marketing. */
export function readPreference(value: unknown, place: Place): SignalItem | OtherItem {
	const read = preferenceSchema.safeParse(value);
	const message = keep(value);
	const preference = read.success ? read.data : undefined;
	const base = {
		...personOf({ waId: preference?.wa_id, userId: preference?.user_id }, place.book),
		...placed(place, preference?.timestamp),
	};
	const other = (note: string): OtherItem => ({ kind: 'other', ...base, field: place.field, note, message });
	if (preference === undefined) return other('A preference of this webhook is no JSON object.');
	const choice = preference.value?.toLowerCase();
	const marketing = preference.category === undefined || preference.category === MARKETING;
	if (choice === 'signup') return other('The person used a sign-up link. Meta does not document it as marketing consent, so none is recorded.');
	if (choice !== 'stop' && !(choice === 'resume' && marketing)) return other(`The preference “${choice?.slice(0, 40) ?? ''}” is not known.`);
	if (base.contact === '') return other('The preference names nobody.');
	if (choice === 'resume' && base.undated === true) return other('The preference has no time, so nobody can say that it came after the last stop.');
	return { kind: 'signal', ...base, action: choice === 'stop' ? 'platform_stop' : 'platform_resume', door: 'platform', lists: [], message };
}

/** Field `user_id_update`: old and new BSUID as data. */
export function readIdUpdate(value: unknown, place: Place): IdentityItem | OtherItem {
	const read = idUpdateSchema.safeParse(value);
	const message = keep(value);
	if (!read.success) return { kind: 'other', contact: '', ...placed(place, undefined), field: place.field, note: 'A change of user ID in this webhook is no JSON object.', message };
	const { wa_id: waId, user_id: change, timestamp } = read.data;
	const base = { ...personOf({ waId, userId: change?.current }, place.book), ...placed(place, timestamp) };
	return moved('user_id', identifiersFrom({ userId: change?.previous }), identifiersFrom({ userId: change?.current }), base, message);
}
