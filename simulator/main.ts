/**
 * The simulator as a program: `node build/simulator/main.js [--port 4010] [--webhook http://127.0.0.1:5678/…] [--empty]`.
 * Each account value is a flag (`--phone-number-id`) or an environment variable (`SIMULATOR_PHONE_NUMBER_ID`).
 */
import { parseArgs } from 'node:util';
import { DEMO_ACCOUNT, furnish } from './demo';
import { startSimulator } from './index';

const DEFAULT_PORT = '4010';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const variable = (name: string): string => `SIMULATOR_${kebab(name).replace(/-/g, '_').toUpperCase()}`;

function readOptions(): { account: typeof DEMO_ACCOUNT; port: number; webhook?: string; empty: boolean } {
	const accountFlags = Object.keys(DEMO_ACCOUNT).map((name) => [kebab(name), { type: 'string' as const }]);
	const { values } = parseArgs({
		options: {
			port: { type: 'string', default: process.env.SIMULATOR_PORT ?? DEFAULT_PORT },
			webhook: { type: 'string' },
			empty: { type: 'boolean', default: false },
			...(Object.fromEntries(accountFlags) as Record<string, { type: 'string' }>),
		},
	});
	const port = Number(values.port);
	if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error(`--port: "${String(values.port)}" is not a port; use 0 to 65535`);
	const given: Record<string, string | boolean | undefined> = { ...values };
	const entries = Object.entries(DEMO_ACCOUNT).map(([name, demo]) => [name, given[kebab(name)] ?? process.env[variable(name)] ?? demo]);
	return { account: Object.fromEntries(entries) as typeof DEMO_ACCOUNT, port, webhook: values.webhook ?? process.env.SIMULATOR_WEBHOOK, empty: values.empty };
}

async function main(): Promise<void> {
	const { account, port, webhook, empty } = readOptions();
	const simulator = await startSimulator({ ...account, port });
	if (!empty) furnish(simulator);
	if (webhook !== undefined) simulator.setWebhook(webhook);
	console.log(`WhatsApp simulator: ${simulator.url}/`);
	console.log(`Graph API:          ${simulator.url}/v24.0/${account.phoneNumberId}/messages`);
	console.log(`Phone page:         ${simulator.url}/phone`);
	const stop = (): void => void simulator.close();
	process.once('SIGTERM', stop);
	process.once('SIGINT', stop);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
