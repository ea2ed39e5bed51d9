import type { Campaign } from '../../../shared/campaign';
import { people, phone, startStage, TEMPLATE } from './support';
import type { Stage } from './support';

let stage: Stage;
beforeEach(async () => {
	stage = await startStage();
	await stage.optIn(people(2));
});
afterEach(async () => {
	await stage.close();
});

const body = { type: 'BODY', text: 'Dear {{1}}, {{2}} off' };
const footer = { type: 'FOOTER', text: 'Reply STOP to unsubscribe' };
const components = () => (stage.simulator.log.sends()[0]?.body.template as { components?: unknown }).components;

describe('values are counted against the template before anything is sent', () => {
	it.each([
		[{ body: ['Ana'] }, '2 variables in its body, and 1 value is given'],
		[{ body: ['Ana', '10%', 'more'] }, '2 variables in its body, and 3 values are given'],
		[{}, '2 variables in its body, and 0 values are given'],
		[{ body: ['Ana', ' '] }, 'The body variable 2 is empty'],
		[{ body: ['Ana', '10%'], header: 'Hello' }, '0 variables in its header, and 1 value is given'],
		[{ body: ['Ana', '10%'], buttons: ['x'] }, '0 buttons with a variable, and 1 value is given'],
	])('%j: says what is wrong', async (values, detail) => {
		stage.simulator.templates.put({ ...TEMPLATE, category: 'MARKETING', components: [body, footer] });
		const { outcomes } = await stage.run([{ contact: phone(0), values }, { contact: phone(1), values: { body: ['Bo', '20%'] } }]);
		expect(outcomes[0]).toMatchObject({ outcome: 'failed', send: { code: 132000, action: 'fix', detail: expect.stringContaining(detail) } });
		expect(outcomes[1]?.outcome).toBe('sent');
		expect(stage.simulator.log.sends()).toHaveLength(1);
	});
});

it('fills header, body and buttons of a template', async () => {
	const buttons = { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'More' }, { type: 'URL', text: 'Shop', url: 'https://example.com/{{1}}' }] };
	stage.simulator.templates.put({ ...TEMPLATE, category: 'MARKETING', components: [{ type: 'HEADER', format: 'IMAGE' }, body, footer, buttons] });
	const values = { header: 'https://example.com/a.jpg', body: ['Ana', '10%'], buttons: ['summer'] };
	expect((await stage.run([{ contact: phone(0), values }])).outcomes[0]?.outcome).toBe('sent');
	expect(components()).toEqual([
		{ type: 'header', parameters: [{ type: 'image', image: { link: 'https://example.com/a.jpg' } }] },
		{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }, { type: 'text', text: '10%' }] },
		{ type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'summer' }] },
	]);
});

it('names named variables', async () => {
	stage.simulator.templates.put({ ...TEMPLATE, category: 'MARKETING', parameter_format: 'NAMED', components: [{ type: 'BODY', text: '{{name}}: {{discount}}' }, footer] });
	expect((await stage.run([{ contact: phone(0), values: { body: ['Ana', '10%'] } }])).outcomes[0]?.outcome).toBe('sent');
	expect(components()).toEqual([{ type: 'body', parameters: [{ type: 'text', text: 'Ana', parameter_name: 'name' }, { type: 'text', text: '10%', parameter_name: 'discount' }] }]);
});

describe('a way to stop', () => {
	const warned = async (parts: Array<{ type: string; text?: string; buttons?: Array<{ type: string; text: string }> }>, category: 'MARKETING' | 'UTILITY' = 'MARKETING') => {
		stage.simulator.templates.put({ ...TEMPLATE, category, components: [{ type: 'BODY', text: 'Half price, cancel whenever you like' }, ...parts] });
		return (await stage.run(people(1))).report.warnings;
	};

	it('a marketing template without one draws a warning', async () => {
		expect(await warned([])).toEqual([expect.stringContaining('does not say how to stop')]);
	});
	it('a utility template needs none', async () => {
		expect(await warned([], 'UTILITY')).toEqual([]);
	});
	it.each([
		['a footer', { type: 'FOOTER', text: 'Reply STOP to opt out' }],
		['a footer in Spanish', { type: 'FOOTER', text: 'Responde BAJA para no recibir más' }],
		['a quick reply', { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Stop promotions' }] }],
		['a quick reply in German', { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Abmelden' }] }],
	])('is seen in %s', async (_, part) => {
		expect(await warned([part])).toEqual([]);
	});

	it('a stop button carries a payload of our own, which is understood in every language', async () => {
		await warned([{ type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'More' }, { type: 'QUICK_REPLY', text: 'Stop promotions' }] }]);
		expect(components()).toEqual([{ type: 'button', sub_type: 'quick_reply', index: '1', parameters: [{ type: 'payload', payload: 'consent:optout:*:v1' }] }]);
	});
});

describe('the category', () => {
	const stranger = { contact: phone(9) };

	it('of a utility template needs no opt-in', async () => {
		stage.simulator.templates.put({ ...TEMPLATE, category: 'UTILITY' });
		expect((await stage.run([stranger])).outcomes[0]).toMatchObject({ outcome: 'sent', consent: { category: 'utility', reason: 'exempt_category' } });
	});
	it('is the stricter of the present and the announced one', async () => {
		stage.simulator.templates.put({ ...TEMPLATE, category: 'UTILITY', correct_category: 'MARKETING' });
		expect((await stage.run([stranger])).outcomes[0]).toMatchObject({ outcome: 'blocked', consent: { category: 'marketing', reason: 'not_opted_in' } });
	});
	it('is marketing when Meta does not say', async () => {
		stage.simulator.templates.put({ ...TEMPLATE, category: 'UTILITY' });
		stage.simulator.faults.add({ endpoint: 'templates', http: 503, count: 0 });
		const { outcomes, report } = await stage.run([stranger, ...people(1)]);
		expect(outcomes.map(({ outcome, consent }) => [outcome, consent.category])).toEqual([['blocked', 'marketing'], ['sent', 'marketing']]);
		expect(report.warnings).toEqual([expect.stringContaining('could not be looked up')]);
	});
});

describe('a template that nobody can be sent', () => {
	it.each([
		['PAUSED', 132015],
		['DISABLED', 132016],
		['REJECTED', 132001],
		[undefined, 132001],
	])('%s: sends nothing, and everybody who was allowed comes out unsent', async (status, code) => {
		if (status === undefined) stage.simulator.templates.remove(TEMPLATE.name);
		else stage.simulator.templates.put({ ...TEMPLATE, category: 'MARKETING', status });
		const { outcomes, report } = await stage.run([...people(2), { contact: phone(9) }]);
		expect(outcomes.map(({ outcome }) => outcome)).toEqual(['unsent', 'unsent', 'blocked']);
		expect(outcomes[0]).toMatchObject({ send: { code, action: 'stop' } });
		expect(report).toMatchObject({ total: 3, allowed: 2, blocked: 1, sent: 0, failed: 0, unsent: 2, stopped: { code } });
		expect(stage.simulator.log.sends()).toEqual([]);
	});
});

describe('the Marketing Messages API', () => {
	it('takes the message where it is chosen', async () => {
		await stage.run(people(1), { endpoint: 'marketing_messages' });
		expect(stage.simulator.log.sends()[0]).toMatchObject({ endpoint: 'marketing_messages', outcome: 'accepted' });
	});
	it('takes the message where Meta asks for it, and everybody gets one', async () => {
		stage.simulator.change({ marketingOnMessages: false });
		await stage.optIn(people(150));
		const { report } = await stage.run(people(150));
		expect(report).toMatchObject({ sent: 150, failed: 0, unsent: 0 });
		expect([...stage.received().values()].every((sends) => sends.length === 1 && sends[0]?.endpoint === 'marketing_messages')).toBe(true);
		expect((await stage.run(people(1), { key: 'by one way only', endpoint: 'messages' })).outcomes[0]).toMatchObject({ outcome: 'failed', send: { code: 131063 } });
	}, 60_000);
	it('is not asked to take a utility template', async () => {
		stage.simulator.templates.put({ ...TEMPLATE, category: 'UTILITY' });
		expect((await stage.run(people(1), { endpoint: 'marketing_messages' })).report).toMatchObject({ unsent: 1, stopped: { code: 131055 } });
	});
});

it.each<[Partial<Campaign>, RegExp]>([
	[{ key: ' ' }, /campaign key/],
	[{ key: 'k'.repeat(201) }, /campaign key/],
	[{ key: 'ж'.repeat(150) }, /callback data/],
	[{ template: { name: '', language: 'en' } }, /template name/],
	[{ template: { name: 'x', language: '' } }, /template language/],
	[{ messagesPerSecond: 0 }, /Messages per second/],
	[{ messagesPerSecond: NaN }, /Messages per second/],
])('refuses %j before anything is sent, naming what is wrong', async (campaign, message) => {
	await expect(stage.run(people(1), campaign)).rejects.toThrow(message);
	expect(stage.simulator.log.sends()).toEqual([]);
});
