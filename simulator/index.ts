/** A stand-in for Meta's Graph API on this machine: for development, the demo and tests. Never part of the published package. */
import { listen } from './server';
import { SimulatorHandle } from './simulator';
import type { SimulatorOptions } from './world/account';
import { createWorld } from './world/world';

export type { SimulatorOptions } from './world/account';
export type { Customer, CustomerInput } from './world/customers';
export type { Fault, FaultInput } from './world/faults';
export type { CallEntry, DeliveryEntry, SendEntry, SendFilter } from './world/log';
export type { Settings, SettingsPatch } from './world/settings';
export type { Template, TemplateInput } from './world/templates';
export type { DeliverHow } from './webhooks/dispatcher';
export type { Said, SayOptions } from './simulator';
export { signatureOf, wireBytes } from './webhooks/sign';
export * as payloads from './payloads';

export type Simulator = SimulatorHandle & {
	/** `http://127.0.0.1:<port>`: base URL for Graph calls */
	url: string;
	close(): Promise<void>;
};

/** Starts a simulator on a loopback port; rejects when the port is taken. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator> {
	const handle = new SimulatorHandle(createWorld(options));
	const { server, url } = await listen(handle, options.port ?? 0);
	const close = async (): Promise<void> => {
		await handle.world.dispatcher.close();
		server.closeAllConnections();
		await new Promise<void>((resolve) => server.close(() => resolve()));
	};
	return Object.assign(handle, { url, close });
}
