import type { DatabaseSync } from 'node:sqlite';
import { BASE, LIST, ROW_END, ROW_START } from '../../shared/store/cells';
import { phone, pieces, sample } from '../support/audience';
import { verify } from '../support/filled';
import { main, pair, say } from '../support/pairs';
import { size, sizes } from '../support/sizes';
import { bareFile, inFolder, openFilled } from '../support/sqlite';

/** The gate's read from SQLite, beside one join over a table of a row per contact and scope with the same facts in the same bytes. */
const STORED = size('stored', 100_000, 1_000_000);
const ASKED = sizes('asked', [10_000, 100_000], [10_000, 100_000, 1_000_000]);

/** Cuts the store's row of a contact into one about everything and one about the list, which is its last two cells. */
function layOutByScope(bare: DatabaseSync, from: string): void {
	const cells = LIST.length - ROW_START.length - ROW_END.length;
	const kept = BASE.length - ROW_END.length - cells;
	bare.exec(`create table bare (key text primary key not null, value text not null) without rowid; attach '${from}' as filled`);
	bare.exec(
		`insert into bare select key, substr(value, 1, ${kept}) || '${ROW_END}' from filled.consent_store where key > 'default:c:' and key < 'default:c;' order by key;
		 insert into bare select 'default:s:marketing:' || substr(key, 11), '${ROW_START}' || substr(value, ${kept + 1}) from filled.consent_store where key > 'default:c:' and key < 'default:c;' order by key;
		 detach filled`,
	);
}

main(async () => {
	await inFolder(async (home) => {
		const { store, filePath } = await openFilled(home, 'store', STORED);
		await verify(store, STORED, sample(20_000, STORED));
		const bare = bareFile(home, 'bare');
		layOutByScope(bare, filePath);
		const join = bare.prepare('select t.value from json_each(?) j left join bare t on t.key = j.value order by j.key');
		join.setReturnArrays(true);
		say(`SQLite, ${STORED} contacts stored`);
		for (const asked of ASKED) {
			const contacts = sample(asked, STORED).map(phone);
			await pair({
				name: `SQLite gate read of ${asked} / bare json_each join of the same bytes`,
				each: asked,
				goal: { ratio: 1.3 },
				rounds: asked > 500_000 ? 5 : 9,
				ours: async () => await store.states(contacts, { lists: ['marketing'] }),
				// Both hand over all answers, so both keep them.
				bare: async () =>
					await Promise.resolve([...pieces(contacts, 2500)].map((some) => join.all(JSON.stringify(some.flatMap((contact) => [`default:c:${contact}`, `default:s:marketing:${contact}`]))))),
			});
		}
		bare.close();
		await store.close();
	});
});
