import { payloads } from '../../../simulator';
import { ADA, HOUR, inboxes, NOON, NOOR, says } from './support';

const inbox = inboxes();
const PHONE = `+${ADA.waId}`;
const YVES = { waId: ADA.waId, userId: 'US.13491208655302741999', name: 'Yves' };
const deliver = async (hours: number, ...[person, content]: Parameters<typeof says>) => {
	inbox().clock.now = NOON + hours * HOUR + 60_000;
	return await inbox().deliver(says(person, content, { at: NOON + hours * HOUR }));
};

describe('a number that somebody else writes from', () => {
	it('is its first owner’s again when they write from it again, and what the other said stays with the other', async () => {
		await deliver(0, ADA, 'STOP');
		await deliver(1, YVES, 'START');
		await expect(inbox().status({ phone: PHONE })).resolves.toBe('opted_in');
		await deliver(2, ADA, 'hello');
		await expect(inbox().status({ phone: PHONE })).resolves.toBe('opted_out');
		await expect(inbox().status({ userId: YVES.userId })).resolves.toBe('opted_in');
	});

	it('brings their own opt-in back with them', async () => {
		await deliver(0, ADA, 'START');
		await deliver(1, YVES, 'hello');
		await expect(inbox().store.states([PHONE])).resolves.toMatchObject([{ userId: YVES.userId, identityChangedAt: new Date(NOON + HOUR).toISOString() }]);
		await deliver(2, ADA, 'hello');
		const [state] = await inbox().store.states([PHONE]);
		expect(state).toMatchObject({ userId: ADA.userId, status: 'opted_in' });
		expect(state).not.toHaveProperty('identityChangedAt');
	});

	it('is noted once, however many messages follow', async () => {
		for (const [hours, person] of [[0, ADA], [1, YVES], [2, ADA], [3, ADA], [4, ADA]] as const) await deliver(hours, person, 'hello');
		expect((await inbox().store.history(PHONE)).map(({ action }) => action)).toEqual(['link', 'link']);
	});
});

describe('a number that a person gives us as theirs', () => {
	it('lets their yes undo nothing that its owner before them said', async () => {
		await deliver(0, ADA, 'STOP');
		await deliver(1, NOOR, payloads.disclosedContact(ADA.waId));
		await expect(inbox().status({ userId: NOOR.userId })).resolves.toBe('opted_out');
		await deliver(2, NOOR, 'START');
		await expect(inbox().status({ userId: ADA.userId })).resolves.toBe('opted_out');
		await expect(inbox().status({ phone: PHONE })).resolves.toBe('opted_in');
	});

	it('carries none of its owner’s opt-ins before them to them', async () => {
		await deliver(0, ADA, 'START');
		await deliver(1, NOOR, payloads.disclosedContact(ADA.waId));
		await expect(inbox().store.states([NOOR.userId, PHONE])).resolves.toMatchObject([
			{ contact: PHONE, identityChangedAt: new Date(NOON + HOUR).toISOString() },
			{ userId: NOOR.userId, identityChangedAt: new Date(NOON + HOUR).toISOString() },
		]);
		await expect(inbox().status({ userId: ADA.userId })).resolves.toBe('opted_in');
	});
});
