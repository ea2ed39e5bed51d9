import { DEFAULT_LIST } from '../consent';
import type { ContactFacts, FurtherRules, MessageCategory } from '../consent';
import type { IdentifierInput } from '../identity';
import type { ConsentStore } from '../store/types';

interface Asked {
	category: MessageCategory;
	list: string | undefined;
	phoneNumberId: string | undefined;
	further: FurtherRules | undefined;
	purpose: string | undefined;
	now: number;
}

/** What the further rules in force look at; nothing is read where none of them looks at anything. */
export async function factsFor(
	store: Pick<ConsentStore, 'facts'>,
	contacts: IdentifierInput[],
	{ category, list, phoneNumberId, further, purpose, now }: Asked,
): Promise<ContactFacts[] | undefined> {
	if (further === undefined) return undefined;
	const counts = (further.frequencyCaps ?? []).some(({ categories = ['marketing'] }) => categories.includes(category));
	const wanted = counts || (further.coolDown === true && category === 'marketing') || (further.window === true && category === 'service');
	if (!wanted) return undefined;
	if (!counts) return await store.facts(contacts, phoneNumberId);
	const onList = list ?? (category === 'marketing' ? DEFAULT_LIST : undefined);
	return await store.facts(contacts, phoneNumberId, { sent: { now, list: onList, except: purpose } });
}
