import { runProgram } from '../../../simulator/program';
import type { Simulator } from '../../../simulator';

const running: Simulator[] = [];
const run = async (args: string[], environment: NodeJS.ProcessEnv = {}): Promise<{ simulator: Simulator; lines: string[] }> => {
	const lines: string[] = [];
	const simulator = await runProgram(['--port', '0', ...args], environment, (line) => lines.push(line));
	running.push(simulator);
	return { simulator, lines };
};
afterEach(() => Promise.all(running.splice(0).map((simulator) => simulator.close())));

it('prints the addresses it really answers on', async () => {
	const { simulator, lines } = await run([]);
	const phone = lines.map((line) => line.split(/\s+/).at(-1) ?? '').find((address) => address.endsWith('/phone'));
	expect(phone).toBe(`${simulator.url}/phone`);
	expect((await fetch(phone ?? '')).status).toBe(200);
});

it('lets a flag win over the environment, and the environment over the demo', async () => {
	const { simulator } = await run(['--access-token', 'from-flag'], { SIMULATOR_ACCESS_TOKEN: 'from-env', SIMULATOR_PHONE_NUMBER_ID: '42' });
	expect(simulator.account).toMatchObject({ accessToken: 'from-flag', phoneNumberId: '42', appId: '1000000000000001' });
});

it('comes with customers and templates unless asked for none', async () => {
	const [demo, empty] = [(await run([])).simulator, (await run(['--empty'])).simulator];
	expect([demo.customers.list().length > 0, demo.templates.list().length > 0]).toEqual([true, true]);
	expect([empty.customers.list(), empty.templates.list()]).toEqual([[], []]);
});

it('says which flag is wrong', async () => {
	await expect(runProgram(['--port', 'http'], {}, () => undefined)).rejects.toThrow('--port: "http" is not a port');
});

it('frees its port when closed', async () => {
	const { simulator } = await run([]);
	await simulator.close();
	await expect(fetch(simulator.url)).rejects.toThrow('fetch failed');
});
