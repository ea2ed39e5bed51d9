import { phone, pieces, sample } from '../support/audience';
import { verify } from '../support/filled';
import { main, pair, say } from '../support/pairs';
import { fillStore, fillTyped, onServer, openGround, settle } from '../support/postgres';
import { size, sizes } from '../support/sizes';

/** The gate's read of an audience from PostgreSQL, beside `= any` over typed columns that hold the same facts. */
const STORED = size('stored', 100_000, 1_000_000);
const ASKED = sizes('asked', [10_000, 100_000], [10_000, 100_000, 1_000_000]);

const ANY = "select contact, scope, origin, status, at, event from typed where contact = any($1) and scope in ('*', 'marketing')";

main(async () => {
	await onServer(async (server) => {
		const ground = await openGround(server, 'gate');
		await fillStore(ground, STORED);
		await fillTyped(ground, STORED);
		await settle(ground);
		await verify(ground.store, STORED, sample(20_000, STORED));
		say(`PostgreSQL, ${STORED} contacts stored, one event on everything and one on marketing each; every eleventh asked is unknown`);
		// Both hand over all answers, so both keep them.
		const answers = async (contacts: string[]): Promise<unknown[][]> => {
			const found: unknown[][] = [];
			for (const some of pieces(contacts, 5000)) found.push((await ground.bare.query(ANY, [some])).rows);
			return found;
		};
		for (const asked of ASKED) {
			const contacts = sample(asked, STORED).map(phone);
			await pair({
				name: `gate read of ${asked} / raw pg = any on typed columns`,
				each: asked,
				processor: ground.processor,
				goal: { ratio: 0.8 },
				rounds: asked > 500_000 ? 5 : 9,
				ours: async () => await ground.store.states(contacts, { lists: ['marketing'] }),
				bare: async () => await answers(contacts),
			});
		}
		await ground.close();
	});
});
