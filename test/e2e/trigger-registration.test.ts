import { WEBHOOK_FIELDS } from '../../shared/whatsapp';
import type { SavedWorkflow } from './support/n8n-workflows';
import { outputsOf, TriggerGround, urlOf } from './support/trigger-ground';

const MINUTE = 60_000;

let ground: TriggerGround;
beforeAll(async () => void (ground = await TriggerGround.open('sqlite')), 4 * MINUTE);
afterAll(async () => await ground?.close(), MINUTE);

let workflow: SavedWorkflow | undefined;
afterEach(async () => {
	if (workflow !== undefined) await ground.n8n.workflows.deactivate(workflow.id);
	workflow = undefined;
	ground.simulator.world.subscriptions.clear();
});

/** What Meta has on record: the app's one webhook, and whether the account's events go to the app. */
function registered() {
	const { app, accountSubscribed } = ground.simulator.world.subscriptions;
	return { url: app?.callbackUrl, fields: app?.fields, account: accountSubscribed };
}

const trigger = async (parameters: Record<string, unknown> = {}): Promise<SavedWorkflow> => (workflow = await ground.trigger(parameters));
const settle = async (check: () => boolean): Promise<void> => {
	for (let tries = 0; tries < 100 && !check(); tries++) await new Promise((wake) => setTimeout(wake, 100));
};

describe('automatic registration', () => {
	it('subscribes the app to every field it understands, and the account to the app; then STOP is heard', async () => {
		const { id } = await trigger();
		await ground.n8n.workflows.activate(id);
		expect(registered()).toEqual({ url: urlOf(ground.n8n, workflow as SavedWorkflow), fields: [...WEBHOOK_FIELDS], account: true });
		const said = await ground.simulator.sendAs('+15551230001', { type: 'text', text: { body: 'STOP' } });
		expect(said.deliveries).toMatchObject([{ ok: true, status: 200 }]);
		expect(outputsOf((await ground.n8n.executions.settled(id, 1))[0]).optOut).toMatchObject([{ contact: '+15551230001', changed: true, status: 'opted_out' }]);
		await expect(ground.status('+15551230001')).resolves.toBe('opted_out');
	}, 2 * MINUTE);

	it('takes down all of it when the workflow is deactivated', async () => {
		const { id } = await trigger();
		await ground.n8n.workflows.activate(id);
		await ground.n8n.workflows.deactivate(id);
		await settle(() => registered().url === undefined);
		expect(registered()).toEqual({ url: undefined, fields: undefined, account: false });
	}, MINUTE);

	it('stands without a gap while a new version is published, and is taken down whole afterwards', async () => {
		const { id } = await trigger();
		await ground.n8n.workflows.activate(id);
		const before = registered();
		const seen = ground.simulator.log.calls().length;
		await ground.n8n.workflows.update(id, { nodes: (workflow?.nodes ?? []).map((node) => ({ ...node, parameters: { ...node.parameters, optOutKeywords: 'no more pizza' } })) });
		await ground.n8n.workflows.activate(id);
		// Longer than a trigger that has gone is waited for.
		await new Promise((wake) => setTimeout(wake, 6000));
		expect(ground.simulator.log.calls().slice(seen).filter(({ method }) => method === 'DELETE')).toEqual([]);
		expect(registered()).toEqual(before);
		await ground.n8n.workflows.deactivate(id);
		await settle(() => registered().url === undefined);
		expect(registered()).toEqual({ url: undefined, fields: undefined, account: false });
	}, 2 * MINUTE);

	it('leaves the account subscribed when deactivated, if it was before', async () => {
		ground.simulator.world.subscriptions.accountSubscribed = true;
		const { id } = await trigger();
		await ground.n8n.workflows.activate(id);
		await ground.n8n.workflows.deactivate(id);
		await settle(() => registered().url === undefined);
		expect(registered()).toMatchObject({ url: undefined, account: true });
	}, MINUTE);

	it('leaves everything alone when deactivated, if the webhook has become somebody else’s', async () => {
		const { id } = await trigger();
		await ground.n8n.workflows.activate(id);
		const theirs = { callbackUrl: 'https://bot.example/hook', verifyToken: 'theirs', fields: ['messages'], includeValues: true };
		ground.simulator.world.subscriptions.app = theirs;
		await ground.n8n.workflows.deactivate(id);
		await new Promise((wake) => setTimeout(wake, 1000));
		expect(ground.simulator.world.subscriptions.app).toEqual(theirs);
		expect(registered().account).toBe(true);
	}, MINUTE);

	it('never replaces another callback: it names the address in the way and changes nothing', async () => {
		const theirs = { callbackUrl: 'https://bot.example/hook', verifyToken: 'theirs', fields: ['messages'], includeValues: true };
		ground.simulator.world.subscriptions.app = theirs;
		const { id } = await trigger();
		await expect(ground.n8n.workflows.activate(id)).rejects.toThrow('https://bot.example/hook');
		expect(ground.simulator.world.subscriptions.app).toEqual(theirs);
		expect(registered().account).toBe(false);
	}, MINUTE);

	it('goes on listening after n8n was restarted', async () => {
		const { id } = await trigger();
		await ground.n8n.workflows.activate(id);
		const before = registered();
		await ground.n8n.restart();
		expect(registered()).toEqual(before);
		const said = await ground.simulator.sendAs('+15551230002', { type: 'text', text: { body: 'STOP' } });
		expect(said.deliveries).toMatchObject([{ ok: true }]);
		await expect(ground.status('+15551230002')).resolves.toBe('opted_out');
	}, 4 * MINUTE);

	it('listening for a test event leaves the active workflow’s subscription as it is', async () => {
		const { id } = await trigger();
		await ground.n8n.workflows.activate(id);
		const before = registered();
		const url = urlOf(ground.n8n, workflow as SavedWorkflow);
		await ground.n8n.workflows.run(id, { triggerToStartFrom: { name: 'WhatsApp Consent Trigger' } });
		expect(registered()).toEqual(before);
		const { payload } = ground.simulator.message('+15551230003', { type: 'text', text: { body: 'STOP' } });
		await settle(() => false === (ground.simulator.world.subscriptions.app === undefined));
		const heard = await ground.post(url.replace('/webhook/', '/webhook-test/'), payload);
		expect(heard.status).toBe(200);
		await ground.n8n.workflows.run(id, { triggerToStartFrom: { name: 'WhatsApp Consent Trigger' } });
		await ground.n8n.rest.request('DELETE', `/test-webhook/${id}`);
		expect(registered()).toEqual(before);
		await expect(ground.status('+15551230003')).resolves.toBe('opted_out');
	}, 2 * MINUTE);

	it('does not register at all where it is set to manual', async () => {
		const { id } = await trigger({ registration: 'manual' });
		await ground.n8n.workflows.activate(id);
		expect(registered()).toEqual({ url: undefined, fields: undefined, account: false });
	}, MINUTE);
});

describe('activation', () => {
	const REFUSED = [
		{ why: 'for an opt-in word that means stop', parameters: { optInKeywords: 'pizza club\nSTOP' }, words: /STOP.*built-in opt-out keyword/ },
		{ why: 'for a word on two lists', parameters: { optInKeywords: 'pizza', optOutKeywords: 'Pizza!' }, words: /pizza.*both/i },
		{ why: 'for a brand that is no name', parameters: { brands: { mapping: [{ phoneNumberId: '1', brand: 'My Shop' }] } }, words: /My Shop.*lower-case/ },
		{ why: 'without a verify token', account: { verifyToken: '' }, words: /no verify token/ },
	];
	let answers: Map<string, string>;
	let afterwards: ReturnType<typeof registered>;

	// n8n tries each four times more, for fifteen seconds: so they are tried side by side.
	beforeAll(async () => {
		const { whatsAppConsentApi } = ground.credentials;
		const attempts: Array<Promise<[string, string]>> = [];
		for (const { why, parameters, account } of REFUSED) {
			if (account !== undefined) await ground.account(account);
			const { id } = await ground.trigger(parameters);
			attempts.push(ground.n8n.workflows.activate(id).then(() => [why, 'not refused'], (error: Error) => [why, error.message]));
		}
		answers = new Map(await Promise.all(attempts));
		afterwards = registered();
		ground.credentials.whatsAppConsentApi = whatsAppConsentApi as { id: string; name: string };
	}, 3 * MINUTE);

	it.each(REFUSED)('is refused $why, in plain words', ({ why, words }) => {
		expect(answers.get(why)).toMatch(words);
	});

	it('that is refused registers nothing', () => {
		expect(afterwards).toEqual({ url: undefined, fields: undefined, account: false });
	});
});

describe('the handshake', () => {
	it('answers the challenge to whoever knows the token, 403 to others, and plain words to people who look in', async () => {
		const { url, workflow: listening } = await ground.listening();
		workflow = listening;
		const get = async (query: string): Promise<[number, string]> => {
			const response = await fetch(url + query);
			return [response.status, await response.text()];
		};
		await expect(get('?hub.mode=subscribe&hub.challenge=4711&hub.verify_token=simulator-verify-token')).resolves.toEqual([200, '4711']);
		for (const query of ['?hub.mode=subscribe&hub.challenge=4711&hub.verify_token=guess', '?hub.mode=subscribe&hub.challenge=4711', '?hub.mode=unsubscribe&hub.challenge=4711&hub.verify_token=simulator-verify-token']) {
			const [status, text] = await get(query);
			expect(status).toBe(403);
			expect(text).not.toMatch(/4711|simulator-verify-token/);
		}
		await expect(get('')).resolves.toEqual([200, expect.stringContaining('It is up')]);
		await expect(ground.simulator.verifyWebhook(url)).resolves.toBeUndefined();
		expect(ground.n8n.logs()).not.toMatch(/simulator-verify-token|simulator-app-secret|simulator-access-token/);
	}, MINUTE);
});
