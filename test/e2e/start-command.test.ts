import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ROOT } from '../support/root';
import { N8nRest } from './support/n8n-rest';
import { N8nWorkflows } from './support/n8n-workflows';
import { INSTALLED } from './support/package-install';

let demo: ChildProcess;
let home: string;
let printed = '';

function printedWithin(text: string, timeoutMs: number): Promise<void> {
	return new Promise((resolve, reject) => {
		const impatient = setTimeout(() => reject(new Error(`"${text}" was not printed:\n${printed}`)), timeoutMs);
		const look = () => {
			if (!printed.includes(text)) return;
			clearTimeout(impatient);
			resolve();
		};
		demo.stdout?.on('data', look);
		demo.once('exit', () => {
			clearTimeout(impatient);
			reject(new Error(`npm start ended:\n${printed}`));
		});
		look();
	});
}

const address = (after: string) => new RegExp(`${after}\\s+(http://\\S+)`).exec(printed)?.[1] ?? '';

beforeAll(async () => {
	home = mkdtempSync(join(tmpdir(), 'consent-demo-'));
	// As on its own: it packs and installs the package itself.
	const { [INSTALLED]: _, ...env } = process.env;
	demo = spawn(process.execPath, ['scripts/start.mjs'], { cwd: ROOT, env: { ...env, DEMO_FOLDER: home }, stdio: ['ignore', 'pipe', 'pipe'] });
	demo.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	demo.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
	await printedWithin('End with Ctrl-C', 900_000);
}, 910_000);

afterAll(() => {
	demo.kill('SIGKILL');
	rmSync(home, { recursive: true, force: true });
});

describe('npm start', () => {
	it('prints addresses that answer', async () => {
		for (const name of ['n8n editor', 'phone page']) {
			expect([name, (await fetch(address(name))).status]).toEqual([name, 200]);
		}
	});

	it('imports every example, and activates each that waits for events', async () => {
		const rest = new N8nRest(address('n8n editor'));
		await rest.signIn();
		const workflows = await new N8nWorkflows(rest).list();
		expect(workflows).toHaveLength(readdirSync(join(ROOT, 'examples')).filter((file) => file.endsWith('.json')).length);
		expect(printed).not.toMatch(/not active|could not be activated|cannot fill in/);
	});

	it('ends with everything it started when it is told to', async () => {
		const editor = address('n8n editor');
		const ended = new Promise<number | null>((resolve) => demo.once('exit', resolve));
		demo.kill('SIGTERM');
		expect(await ended).toBe(0);
		await expect(fetch(editor)).rejects.toThrow('fetch failed');
	}, 60_000);
});
