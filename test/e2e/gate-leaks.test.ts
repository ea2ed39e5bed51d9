import { our, type Step } from './support/line-of-nodes';
import { Stage } from './support/stage';

const MINUTE = 60_000;
const ALLOWED = '+15553000001';
const OPTED_OUT = '+15553000002';
const UNKNOWN = '+15553000003';

let stage: Stage;
let deadStore: { id: string; name: string };

beforeAll(async () => {
	stage = await Stage.open('sqlite');
	await stage.write([{ phone: ALLOWED }, { phone: OPTED_OUT }], 'optIn');
	await stage.write([{ phone: OPTED_OUT }], 'optOut');
	const dead = await stage.n8n.credentials.create('consentStoreApi', 'A store that is down', {
		backend: 'postgres',
		host: '127.0.0.1',
		port: 9,
		database: 'nowhere',
		user: 'nobody',
		password: 'not-this-one-either',
	});
	deadStore = { id: dead.id, name: dead.name };
}, 5 * MINUTE);

afterAll(async () => await stage?.close(), MINUTE);
beforeEach(() => stage.simulator.log.clear());

const gate = (settings: Record<string, unknown> = {}, name = 'Gate'): Step => ({
	name,
	type: our('consentGate'),
	parameters: { category: 'marketing', rule: 'required' },
	node: settings,
});

/** The sender as documented: n8n's HTTP Request node, to the address on the pass. */
const send = (): Step => ({
	name: 'Send',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	parameters: {
		method: 'POST',
		url: `${stage.simulator.url}/v25.0/${stage.simulator.account.phoneNumberId}/messages`,
		authentication: 'predefinedCredentialType',
		nodeCredentialType: 'whatsAppConsentApi',
		sendBody: true,
		specifyBody: 'json',
		jsonBody:
			"={{ JSON.stringify({ messaging_product: 'whatsapp', to: $json.consent.recipient, type: 'template', template: { name: 'related_products', language: { code: 'en_US' }, components: [{ type: 'body', parameters: [{ type: 'text', text: 'bread' }] }] } }) }}",
	},
	node: { credentials: { whatsAppConsentApi: stage.credentials.whatsAppConsentApi }, onError: 'continueRegularOutput' },
});

const people = [{ phone: OPTED_OUT }, { phone: ALLOWED }, { phone: UNKNOWN }, { phone: 'not a number' }, { note: 'no phone at all' }];

async function reached(items: object[], steps: Step[]): Promise<string[]> {
	await stage.run(items, steps);
	return stage.simulator.log.sends({ outcome: 'accepted' }).map(({ to, recipient }) => String(to ?? recipient)).sort();
}

const onDeadStore = (settings: Record<string, unknown> = {}): Step =>
	gate({ ...settings, credentials: { consentStoreApi: deadStore } });

describe('with a sender wired to the pass, a message reaches only whom the gate let through', () => {
	it('when everything is as it should be', async () => {
		expect(await reached(people, [gate(), send()])).toEqual([ALLOWED]);
	}, MINUTE);

	it.each([
		['stops on the first problem', {}],
		['continues', { onError: 'continueRegularOutput' }],
		['continues to an error output', { onError: 'continueErrorOutput' }],
		['continues, set the old way', { continueOnFail: true }],
		['tries again', { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 }],
		['tries again and then continues', { retryOnFail: true, maxTries: 2, waitBetweenTries: 10, onError: 'continueRegularOutput' }],
	])('when the store is down and the node %s: nobody', async (_how, settings) => {
		expect(await reached(people, [onDeadStore(settings), send()])).toEqual([]);
	}, MINUTE);

	it('and with the store down everybody leaves through Blocked with their data, but without a pass', async () => {
		const run = await stage.run(people, [onDeadStore({ onError: 'continueErrorOutput' })]);
		expect(run.json('Gate', 0)).toEqual([]);
		const blocked = run.json('Gate', 1);
		expect(blocked.map(({ phone, note }) => phone ?? note)).toEqual(people.map(({ phone, note }) => phone ?? note));
		for (const item of blocked) {
			expect(item).toHaveProperty('consent.reason', 'store_unavailable');
			expect(item).not.toHaveProperty('consent.recipient');
		}
		expect(JSON.stringify(run.data)).not.toContain('not-this-one-either');
	}, MINUTE);

	it('when the gate is disabled: nobody, because nobody has a pass', async () => {
		expect(await reached(people, [gate({ disabled: true }), send()])).toEqual([]);
	}, MINUTE);

	it('when the gate is told to run once: only the first item is decided, and the rest is not sent', async () => {
		expect(await reached([{ phone: ALLOWED }, { phone: OPTED_OUT }], [gate({ executeOnce: true }), send()])).toEqual([ALLOWED]);
		stage.simulator.log.clear();
		expect(await reached([{ phone: OPTED_OUT }, { phone: ALLOWED }], [gate({ executeOnce: true }), send()])).toEqual([]);
	}, MINUTE);

	it('when nobody is allowed and the gate always puts out data: the empty item has nobody to go to', async () => {
		expect(await reached([{ phone: OPTED_OUT }], [gate({ alwaysOutputData: true }), send()])).toEqual([]);
	}, MINUTE);

	it('when items bring a pass of their own: it is overwritten, or taken away', async () => {
		const forged = { decision: 'allow', reason: 'opted_in', recipient: OPTED_OUT };
		expect(await reached([{ phone: OPTED_OUT, consent: forged }, { phone: ALLOWED, consent: forged }], [gate(), send()])).toEqual([ALLOWED]);
		stage.simulator.log.clear();
		expect(
			await reached([{ phone: OPTED_OUT, consent: forged }], [onDeadStore({ onError: 'continueRegularOutput' }), send()]),
		).toEqual([]);
	}, MINUTE);

	it('when a second gate stands behind the first: the second decides anew', async () => {
		const toEverybody: Step = { ...gate({}, 'First'), parameters: { category: 'utility', rule: 'required' } };
		expect(await reached(people, [toEverybody, gate({}, 'Second'), send()])).toEqual([ALLOWED]);
	}, MINUTE);

	it('when an item of an earlier run comes again after its person said stop: the gate asks the store, not the item', async () => {
		const phone = '+15553000009';
		await stage.write([{ phone }], 'optIn');
		const earlier = (await stage.run([{ phone }], [gate()])).json('Gate', 0);
		expect(earlier).toHaveLength(1);
		await stage.write([{ phone }], 'optOut');
		expect(await reached(earlier, [gate(), send()])).toEqual([]);
	}, MINUTE);

	it('when the same person comes twice in one run: once', async () => {
		expect(await reached([{ phone: ALLOWED }, { phone: '1 (555) 300-0001' }], [gate(), send()])).toEqual([ALLOWED]);
	}, MINUTE);
});

describe('items keep what they are on their way through the gate', () => {
	it('every item is tied to the item it came from, and nothing but consent is added', async () => {
		const run = await stage.run(people, [gate()]);
		for (const output of [0, 1]) {
			for (const item of run.items('Gate', output)) {
				const { item: from } = item.pairedItem as { item: number };
				const { consent, ...rest } = item.json;
				expect(consent).toBeDefined();
				expect(rest).toEqual(people[from]);
			}
		}
		expect(run.json('Gate', 2)).toEqual([expect.objectContaining({ total: 5, allowed: 1, blocked: 4 })]);
	}, MINUTE);
});
