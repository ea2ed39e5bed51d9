import { askGate } from '../../../shared';
import { freshStores } from './support/store';

const ADA = '+15551230001';
const open = freshStores();

it.each(['news', 'News', ' NEWS '])('honours that somebody left the list for every category, also when it is asked about as “%s”', async (list) => {
	const store = await open();
	const word = { contact: ADA, origin: 'person' as const, source: 'keyword' };
	const now = Date.now();
	await store.record([{ ...word, action: 'opt_in', lists: ['marketing', 'news'], occurredAt: now - 2000 }]);
	expect(await askGate(store, [ADA], { category: 'marketing', rule: 'required', list }, now)).toMatchObject([{ decision: 'allow', list: 'news' }]);
	await store.record([{ ...word, action: 'opt_out', lists: ['news'], occurredAt: now - 1000 }]);
	for (const category of ['marketing', 'utility'] as const) {
		expect(await askGate(store, [ADA], { category, rule: 'required', list }, now)).toMatchObject([{ decision: 'block', reason: 'opted_out_of_list', list: 'news' }]);
	}
});
