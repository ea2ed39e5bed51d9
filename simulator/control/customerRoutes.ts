import { text, type MessageContent } from '../payloads';
import { chatView } from '../phone/chatView';
import type { SimulatorHandle } from '../simulator';
import { windowIsOpen, type Customer } from '../world/customers';
import { ControlError } from './errors';
import type { ControlCall, ControlRoute } from './routes';
import { customerShape, sayShape } from './shapes';

const shown = (simulator: SimulatorHandle, customer: Customer): object => ({
	...customer,
	windowOpen: windowIsOpen(customer, simulator.clock.now()),
});

const show: ControlRoute = (simulator, call) => {
	const [id, what] = call.segments;
	if (id === undefined) return list(simulator, call);
	const customer = demand(simulator, id);
	if (what === undefined) return shown(simulator, customer);
	if (what !== 'chat') throw new ControlError(404, 'known below a customer: GET chat, POST messages');
	const since = call.query.get('since');
	if (since !== null && Number(since) === simulator.world.chats.version(customer.id)) return undefined;
	return { customer: shown(simulator, customer), ...chatView(simulator.world, customer) };
};

/** `?search=…&limit=…`; everybody without them. */
function list(simulator: SimulatorHandle, { query }: ControlCall): object {
	const found = simulator.customers.search(query.get('search') ?? '');
	const limit = Number(query.get('limit') ?? found.length);
	if (!Number.isInteger(limit) || limit < 0) throw new ControlError(400, 'limit: must be a whole number');
	return { matching: found.length, customers: found.slice(0, limit).map((customer) => shown(simulator, customer)) };
}

const change: ControlRoute = async (simulator, call) => {
	const [id, what] = call.segments;
	if (id === undefined) return shown(simulator, simulator.customers.put(customerShape.parse(call.body)));
	if (what !== 'messages') throw new ControlError(404, 'known below a customer: GET chat, POST messages');
	return await say(simulator, demand(simulator, id), call);
};

async function say(simulator: SimulatorHandle, customer: Customer, call: ControlCall): Promise<object> {
	const { text: words, message, preference, how, ...options } = sayShape.parse(call.body);
	if (preference !== undefined) return { deliveries: await simulator.setPreference(customer.id, preference, how) };
	const content = message === undefined ? text(words ?? '') : (message as MessageContent);
	const said = await simulator.sendAs(customer.id, content, { ...options, how });
	return { messageId: said.messageId, deliveries: said.deliveries };
}

const remove: ControlRoute = (simulator, { segments: [id = ''] }) => {
	if (!simulator.customers.remove(demand(simulator, id).id)) throw new ControlError(404, `no customer ${id}`);
	return undefined;
};

function demand(simulator: SimulatorHandle, id: string): Customer {
	const customer = simulator.customers.find(id);
	if (!customer) throw new ControlError(404, `no customer ${id}; add one with POST /_sim/customers`);
	return customer;
}

const patch: ControlRoute = (simulator, { segments: [id = ''], body }) =>
	shown(simulator, simulator.customers.put({ ...customerShape.parse(body), id: demand(simulator, id).id }));

export const customerRoutes: Readonly<Record<string, ControlRoute>> = {
	'GET customers': show,
	'POST customers': change,
	'PATCH customers': patch,
	'DELETE customers': remove,
};
