import type { ContactState } from '../consent';
import { idKeys, isUserId, parseIdentifier } from '../identity';
import type { IdentifierInput } from '../identity';

/**
 * Where a message to this contact goes: the number or user ID that was asked about; unless the person is known to have moved to a new
 * number, or the number asked about together with a user ID is no longer theirs. Then it goes to what they are known by now.
 */
export function addressOf(state: ContactState, asked: IdentifierInput | undefined, defaultCountry: string | undefined): string | undefined {
	const written = typeof asked === 'object' ? asked.phone : asked;
	// Most of an audience is asked about by what it is known by, and was read once already.
	if (written === state.contact && state.contact !== '' && state.problem === undefined) return state.contact;
	const parsed = parseIdentifier(asked, { defaultCountry });
	if (!parsed.ok) return undefined;
	const [first, ...more] = parsed.keys;
	if (isUserId(first) || state.contact === '') return first;
	if (state.numberChangedAt !== undefined) return state.contact;
	const isOwn = more.length === 0 || idKeys(state).includes(first);
	return isOwn ? first : state.contact;
}
