import { closeIdle } from '../../shared/store';
import { startPostgres } from '../support/postgres';
import type { TestPostgres } from '../support/postgres';
import { closeAll } from './contract/harness';
import { recording } from './contract/recording';

let postgres: TestPostgres;
beforeAll(async () => {
	postgres = await startPostgres();
}, 60_000);
afterEach(async () => {
	await closeAll();
	await closeIdle();
});
afterAll(async () => await postgres.stop());

const ground = {
	name: 'PostgreSQL',
	config: async () => ({ backend: 'postgres' as const, ...(await postgres.createDatabase('contract')) }),
};

recording(ground);
