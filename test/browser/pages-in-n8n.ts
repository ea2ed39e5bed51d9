import type { Backend } from '../e2e/support/stage';
import { describeManagersPages } from './pages-for-managers';
import { describeOperatorPages } from './pages-for-operators';
import { describePersonsPages } from './pages-for-persons';
import { describeVisitorPages } from './pages-for-visitors';
import { describeContactsPages } from './pages-of-contacts';
import { PagesSite } from './support/pages-site';

const MINUTE = 60_000;

/** What people and operators do on the pages, in a real browser and through a real n8n. Called once per backend. */
export function describePages(backend: Backend): void {
	let site: PagesSite;

	beforeAll(async () => {
		site = await PagesSite.open(backend);
	}, 5 * MINUTE);
	afterAll(async () => await site?.close(), MINUTE);

	describe('for visitors', () => describeVisitorPages(() => site));
	describe('for persons', () => describePersonsPages(() => site));
	describe('for operators', () => describeOperatorPages(() => site));
	describe('of contacts', () => describeContactsPages(() => site));
	describe('for managers', () => describeManagersPages(() => site));
}
