import type { IWebhookFunctions } from 'n8n-workflow';

import { pageRequest } from '../../../nodes/ConsentPages/request';

/** A visitor's request as n8n hands it over, with as much of it as is read. */
function posted(body: string, type = 'application/x-www-form-urlencoded'): IWebhookFunctions {
	const request = { originalUrl: '/webhook/1/consent?page=opt-in&page=operator&list=news', headers: { 'content-type': type }, rawBody: Buffer.from(body), ip: '192.0.2.1' };
	const context: Partial<Record<keyof IWebhookFunctions, () => unknown>> = {
		getRequestObject: () => request,
		getHeaderData: () => request.headers,
		getWebhookName: () => 'default',
		getNodeWebhookUrl: () => 'https://n8n.example/webhook/1/consent',
	};
	return context as unknown as IWebhookFunctions;
}

it('gives each field all its values, in order, with plain line ends, and of a query the first', () => {
	const { form, query } = pageRequest(posted('contact=a&list%5B%5D=x&contact=b&note=one%0D%0Atwo&__proto__=p&contact=a'));
	expect(Object.entries(form)).toEqual([['contact', ['a', 'b', 'a']], ['list[]', ['x']], ['note', ['one\ntwo']], ['__proto__', ['p']]]);
	expect(query).toEqual({ page: 'opt-in', list: 'news' });
});

// Reading it in more than a moment would hold up everybody's STOP; ten that take a second each run this test out of its time.
it('is not held up by a field that is posted twenty thousand times over', async () => {
	for (let visitor = 0; visitor < 10; visitor++) {
		expect(pageRequest(posted('a&'.repeat(20_000))).form.a).toHaveLength(20_000);
		await new Promise(setImmediate);
	}
});

it('reads JSON where it is sent as such, and nothing of what is none', () => {
	expect(pageRequest(posted('{"items":[]}', 'application/json; charset=utf-8'))).toMatchObject({ json: { items: [] }, form: {} });
	expect(pageRequest(posted('{', 'application/json')).json).toBeUndefined();
	expect(pageRequest(posted('a=1', 'text/plain')).form).toEqual({});
});
