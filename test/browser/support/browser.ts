import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** Only a machine's own Chromium is used: nothing is downloaded. Loopback only: no service of the browser's maker is called. */
const FLAGS = [
	'--headless',
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--disable-dev-shm-usage',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
];

/** A real Chromium without a window. Always `close()` it. */
export async function launchBrowser(): Promise<Browser> {
	const executablePath = PLACES.find((path) => existsSync(path));
	if (!executablePath) throw new Error(`No Chromium found in ${PLACES.join(', ')}. Install it with: sudo apt-get install chromium`);
	return await chromium.launch({ executablePath, args: FLAGS });
}
