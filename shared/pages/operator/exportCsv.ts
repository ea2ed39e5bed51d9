import { exportRows } from '../../export';
import type { ContactRecord, ConsentStore } from '../../store/types';
import type { PageResponse } from '../http';
import { download } from '../respond';
import { filterOf, fits } from './filter';
import type { TableFilter } from './filter';
import type { OperatorVisit } from './visit';

/** The filtered contacts as a file, written while it is read. */
export function exportCsv({ request, context }: OperatorVisit): PageResponse {
	const filter = filterOf(request);
	const rows = exportRows(fitting(context.store, filter), 'csv', context.now);
	return download('contacts.csv', 'text/csv; charset=utf-8', rows);
}

async function* fitting(store: ConsentStore, filter: TableFilter): AsyncGenerator<ContactRecord> {
	const { limit, ...all } = filter.store;
	for await (const contact of store.exportContacts(all)) if (fits(contact, filter)) yield contact;
}
