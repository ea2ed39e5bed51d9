import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportRows } from '../../shared/export';
import type { ConsentStore } from '../../shared/store';
import { sample } from '../support/audience';
import { verify } from '../support/filled';
import { memory, settled } from '../support/memory';
import { main, say, timed } from '../support/pairs';
import { fillStore, onServer, openGround, settle } from '../support/postgres';
import { size } from '../support/sizes';
import { inFolder, openFilled } from '../support/sqlite';

/**
 * An export of everybody as a CSV file, made as Consent Read makes it: memory, and whether each contact is there. It is made twice, the second
 * time in a process that has done such work before, as n8n has: the first time, the room that V8 takes for short-lived objects comes on top.
 */
const STORED = size('stored', 100_000, 1_000_000);
const GOAL_MB = 50;

async function measure(name: string, store: ConsentStore): Promise<void> {
	await once(`${name}, in a fresh process`, store);
	await once(`${name}, in one that has worked before`, store, GOAL_MB);
}

async function once(name: string, store: ConsentStore, goal?: number): Promise<void> {
	const home = mkdtempSync(join(tmpdir(), 'consent-export-'));
	const start = settled();
	let peak = start.rss;
	let lines = 0;
	const marks: number[] = [];
	const began = process.hrtime.bigint();
	const watched = async function* (): AsyncGenerator<string> {
		for await (const line of exportRows(store.exportContacts(), 'csv', Date.now())) {
			if (++lines % 1000 === 0) peak = Math.max(peak, memory().rss);
			if (lines % (STORED / 10) === 0) marks.push(Number(process.hrtime.bigint() - began) / 1e9);
			yield line;
		}
	};
	const ms = await timed(async () => await pipeline(Readable.from(watched()), createWriteStream(join(home, 'consent.csv'))));
	rmSync(home, { recursive: true, force: true });
	const above = peak - start.rss;
	const tenth = (which: number) => ((marks[which] ?? NaN) - (marks[which - 1] ?? 0)).toFixed(1);
	say(`${name}: ${STORED} contacts to a CSV file in ${(ms / 1000).toFixed(1)} s, ${above.toFixed(0)} MB above the start (${start.rss.toFixed(0)} MB)   ${goal === undefined ? '' : `goal ≤ ${goal} MB${above > goal ? '   MISSED' : ''}`}`);
	say(`  lines beside the header: ${lines - 1}; the first tenth took ${tenth(0)} s, the last ${tenth(9)} s`);
	if (lines - 1 !== STORED) throw new Error(`${lines - 1} lines for ${STORED} contacts`);
}

main(async () => {
	await onServer(async (server) => {
		const ground = await openGround(server, 'export');
		await fillStore(ground, STORED);
		await settle(ground);
		await verify(ground.store, STORED, sample(1000, STORED));
		await measure('PostgreSQL', ground.store);
		await ground.close();
	});
	await inFolder(async (home) => {
		const { store } = await openFilled(home, 'store', STORED);
		await once('SQLite, in one that has worked before', store, GOAL_MB);
		await store.close();
	});
});
