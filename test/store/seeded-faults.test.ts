import { collect } from './contract/collect';
import { FAULTS, faulty } from './contract/faults';
import { hardness } from './contract/hardness';
import { closeAll, spoilBackends } from './contract/harness';
import { recording } from './contract/recording';
import { rooms } from './contract/rooms';
import { sqliteGround } from './grounds/sqlite';

const ground = sqliteGround();
const cases = [recording, rooms, hardness].flatMap((suite) => collect(suite, ground));

afterEach(() => spoilBackends(undefined));

/** Names of the contract's tests that fail on the backend as it is now. */
async function failures(enough: number): Promise<string[]> {
	const failed: string[] = [];
	for (const one of cases) {
		try {
			await one.run();
		} catch {
			failed.push(one.name);
			if (failed.length >= enough) break;
		} finally {
			await closeAll().catch(() => undefined);
		}
	}
	return failed;
}

describe('the contract notices an adapter in which', () => {
	it('nothing is wrong: it has no complaint', async () => {
		spoilBackends((backend) => backend);
		// Sharing and re-opening connections is not the adapter's part.
		const complaints = (await failures(Infinity)).filter((name) => !/closed|newer version/.test(name));
		expect(complaints).toEqual([]);
	}, 60_000);

	it.each(Object.keys(FAULTS))('%s', async (name) => {
		const fault = FAULTS[name];
		if (fault === undefined) throw new Error('no such fault');
		spoilBackends((backend) => faulty(backend, fault));
		expect(await failures(1)).toHaveLength(1);
	}, 60_000);
});
