import { DatabaseSync } from 'node:sqlite';

import { ORDERS, orderSql } from '../../shared/store/orders';

const PREFIX = 'default:c:';
const places = [undefined, { part: 'o', key: `${PREFIX}+14155550100` }];

const database = new DatabaseSync(':memory:');
database.exec('create table consent_store (key text primary key not null, value text not null) without rowid');
afterAll(() => database.close());

it.each(ORDERS)('SQLite takes a page in the order $name from its index, the first as one far inside, and sorts nothing', (order) => {
	const sql = orderSql(order, 'consent_store', { find: 'instr', value: () => '?', comparesRows: false });
	database.exec(sql.create(order.name));
	for (const descending of [false, true]) {
		for (const [text, values] of places.flatMap((after) => sql.pages(PREFIX, descending, after))) {
			const plan = database.prepare(`explain query plan ${text}`).all(...values, 200).map(({ detail }) => String(detail));
			expect(plan).toEqual([expect.stringContaining(`SEARCH consent_store USING INDEX ${order.name} `)]);
		}
	}
});
