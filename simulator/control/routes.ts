import type { Webhook } from '../payloads';
import type { SimulatorHandle } from '../simulator';
import { ControlError } from './errors';
import { customerRoutes } from './customerRoutes';
import { showLog } from './logRoutes';
import { clockShape, deliverShape, faultShape, settingsShape, templateShape, webhookShape } from './shapes';

/** `segments`: the path behind the resource's name. */
export type ControlCall = { segments: string[]; query: URLSearchParams; body: Record<string, unknown> };

export type ControlRoute = (simulator: SimulatorHandle, call: ControlCall) => object | undefined | Promise<object | undefined>;

const overview: ControlRoute = (simulator) => {
	const { appId, phoneNumberId, businessAccountId, displayName, displayPhoneNumber } = simulator.account;
	const account = { appId, phoneNumberId, businessAccountId, displayName, displayPhoneNumber };
	return { account, clock: clockOf(simulator), settings: simulator.settings, totals: simulator.log.totals, webhook: webhookOf(simulator) };
};

const clockOf = (simulator: SimulatorHandle): object => ({ now: new Date(simulator.clock.now()).toISOString(), offsetMs: simulator.clock.offset });

const webhookOf = ({ world: { subscriptions } }: SimulatorHandle): object => ({
	direct: subscriptions.direct ?? null,
	app: subscriptions.app ? { callbackUrl: subscriptions.app.callbackUrl, fields: subscriptions.app.fields } : null,
	accountSubscribed: subscriptions.accountSubscribed,
	accountOverride: subscriptions.accountOverride?.callbackUrl ?? null,
	numberOverride: subscriptions.numberOverride?.callbackUrl ?? null,
});

const removeTemplate: ControlRoute = (simulator, { query }) => {
	const name = query.get('name');
	if (name === null) throw new ControlError(400, 'name: give the template to remove as ?name=…&language=…');
	return { removed: simulator.templates.remove(name, query.get('language') ?? undefined) };
};

const removeFaults: ControlRoute = (simulator, { segments: [id] }) => {
	if (id === undefined) simulator.faults.clear();
	else if (!simulator.faults.remove(id)) throw new ControlError(404, `no fault ${id}`);
	return undefined;
};

const setWebhook: ControlRoute = async (simulator, { body }) => {
	const { url, verify, verifyToken } = webhookShape.parse(body);
	const problem = verify ? await simulator.verifyWebhook(url, verifyToken) : undefined;
	if (problem !== undefined) throw new ControlError(400, `url: the callback failed the verification handshake: ${problem}`);
	try {
		simulator.setWebhook(url);
	} catch (error) {
		throw new ControlError(400, `url: ${(error as Error).message}`);
	}
	return webhookOf(simulator);
};

const setClock: ControlRoute = (simulator, { body }) => {
	const { offsetMs, advanceMs } = clockShape.parse(body);
	if (offsetMs !== undefined) simulator.clock.setOffset(offsetMs);
	if (advanceMs !== undefined) simulator.clock.advance(advanceMs);
	return clockOf(simulator);
};

const deliver: ControlRoute = async (simulator, { body }) => {
	const { payloads, how } = deliverShape.parse(body);
	return { deliveries: await simulator.deliver(payloads as Webhook[], how) };
};

const changeSettings: ControlRoute = (simulator, { body }) => {
	simulator.change(settingsShape.parse(body));
	return simulator.settings;
};

/** Every control call there is. */
export const routes: Readonly<Record<string, ControlRoute>> = {
	'GET ': overview,
	'GET log': showLog,
	'DELETE log': (simulator) => void simulator.log.clear(),
	'GET faults': (simulator) => ({ faults: simulator.faults.list() }),
	'POST faults': (simulator, { body }) => simulator.faults.add(faultShape.parse(body)),
	'DELETE faults': removeFaults,
	'GET templates': (simulator) => ({ templates: simulator.templates.list() }),
	'POST templates': (simulator, { body }) => simulator.templates.put(templateShape.parse(body)),
	'DELETE templates': removeTemplate,
	'GET clock': clockOf,
	'POST clock': setClock,
	'GET webhook': webhookOf,
	'POST webhook': setWebhook,
	'DELETE webhook': (simulator) => void simulator.setWebhook(undefined),
	'GET settings': (simulator) => simulator.settings,
	'PATCH settings': changeSettings,
	'POST deliver': deliver,
	'POST idle': async (simulator) => void (await simulator.idle()),
	'POST reset': (simulator) => void simulator.reset(),
	...customerRoutes,
};
