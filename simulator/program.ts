import { parseArgs } from 'node:util';
import { DEMO_ACCOUNT, furnish } from './demo';
import { startSimulator, type Simulator } from './index';

const DEFAULT_PORT = '4010';

type ProgramOptions = { account: typeof DEMO_ACCOUNT; port: number; webhook?: string; empty: boolean };

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const variable = (name: string): string => `SIMULATOR_${kebab(name).replace(/-/g, '_').toUpperCase()}`;

/** Starts a simulator as flags and environment say, furnished for the demo unless `--empty`; `print` gets its addresses. */
export async function runProgram(args: string[], environment: NodeJS.ProcessEnv, print: (line: string) => void): Promise<Simulator> {
	const { account, port, webhook, empty } = readOptions(args, environment);
	const simulator = await startSimulator({ ...account, port });
	if (!empty) furnish(simulator);
	if (webhook !== undefined) simulator.setWebhook(webhook);
	print(`WhatsApp simulator: ${simulator.url}/`);
	print(`Graph API:          ${simulator.url}/v24.0/${account.phoneNumberId}/messages`);
	print(`Phone page:         ${simulator.url}/phone`);
	return simulator;
}

function readOptions(args: string[], environment: NodeJS.ProcessEnv): ProgramOptions {
	const accountFlags: Record<string, { type: 'string' }> = {};
	for (const name of Object.keys(DEMO_ACCOUNT)) accountFlags[kebab(name)] = { type: 'string' };
	const { values } = parseArgs({ args, options: { port: { type: 'string' }, webhook: { type: 'string' }, empty: { type: 'boolean' }, ...accountFlags } });
	const given: Record<string, string | boolean | undefined> = { ...values };
	const portText = values.port ?? environment.SIMULATOR_PORT ?? DEFAULT_PORT;
	if (!/^\d{1,5}$/.test(portText) || Number(portText) > 65_535) throw new Error(`--port: "${portText}" is not a port; use 0 to 65535`);
	const account = Object.entries(DEMO_ACCOUNT).map(([name, demo]) => [name, given[kebab(name)] ?? environment[variable(name)] ?? demo]);
	return {
		account: Object.fromEntries(account) as typeof DEMO_ACCOUNT,
		port: Number(portText),
		webhook: values.webhook ?? environment.SIMULATOR_WEBHOOK,
		empty: values.empty ?? false,
	};
}
