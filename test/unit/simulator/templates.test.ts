import type { Simulator } from '../../../simulator';
import { ACCOUNT, control, graph, start, type Answer } from './support';

let simulator: Simulator;

beforeEach(async () => {
	simulator = await start();
});
afterEach(() => simulator.close());

const list = (query = ''): Promise<Answer> => graph(simulator, 'GET', `${ACCOUNT.businessAccountId}/message_templates${query}`);
const names = (answer: Answer): string[] => [...(answer.body.data ?? [])].map((row) => String(row.name));

it('lists a template per language with the fields asked for', async () => {
	simulator.templates.put({ name: 'sale', language: 'en_US', category: 'UTILITY', correct_category: 'MARKETING' });
	simulator.templates.put({ name: 'sale', language: 'de', category: 'MARKETING' });
	const answer = await list('?name=sale&fields=name,language,category,correct_category');
	expect(answer.body.data).toEqual([
		{ id: expect.any(String), name: 'sale', language: 'en_US', category: 'UTILITY', correct_category: 'MARKETING' },
		{ id: expect.any(String), name: 'sale', language: 'de', category: 'MARKETING' },
	]);
});

it('finds parts of names, so that a caller who does not compare exactly is found out', async () => {
	simulator.templates.put({ name: 'sale', language: 'en_US', category: 'MARKETING' });
	simulator.templates.put({ name: 'sale_receipt', language: 'en_US', category: 'UTILITY' });
	expect(names(await list('?name=sale'))).toEqual(['sale', 'sale_receipt']);
});

it('pages by cursors until there is no next', async () => {
	for (let index = 0; index < 7; index += 1) simulator.templates.put({ name: `t${index}`, language: 'en_US', category: 'UTILITY' });
	const seen: string[] = [];
	let after: string | undefined = '';
	while (after !== undefined) {
		const page: Answer = await list(`?limit=3${after && `&after=${after}`}`);
		seen.push(...names(page));
		after = page.body.paging?.next === undefined ? undefined : String(page.body.paging.cursors?.after);
	}
	expect(seen).toEqual(['t0', 't1', 't2', 't3', 't4', 't5', 't6']);
});

it('follows next links as given', async () => {
	for (let index = 0; index < 3; index += 1) simulator.templates.put({ name: `t${index}`, language: 'en_US', category: 'UTILITY' });
	const first = await list('?limit=2&fields=name');
	const next = await fetch(String(first.body.paging?.next), { headers: { authorization: `Bearer ${ACCOUNT.accessToken}` } });
	expect(await next.json()).toMatchObject({ data: [{ name: 't2' }] });
});

it('shows a template by its id', async () => {
	const { id } = simulator.templates.put({ name: 'sale', language: 'en_US', category: 'MARKETING' });
	expect((await graph(simulator, 'GET', `${id}?fields=name,category`)).body).toEqual({ id, name: 'sale', category: 'MARKETING' });
});

it('changes templates over the control API', async () => {
	await control(simulator, 'POST', 'templates', { name: 'sale', language: 'en_US', category: 'UTILITY' });
	await control(simulator, 'POST', 'templates', { name: 'sale', language: 'en_US', category: 'MARKETING' });
	expect((await list('?fields=category')).body.data).toMatchObject([{ category: 'MARKETING' }]);
	expect((await control(simulator, 'DELETE', 'templates?name=sale&language=en_US')).body).toEqual({ removed: 1 });
	expect((await list()).body).toEqual({ data: [] });
});
