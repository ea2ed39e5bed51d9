import { exportRows } from '../../export';
import type { PageResponse } from '../http';
import { download } from '../respond';
import { filterOf } from './filter';
import type { OperatorVisit } from './visit';

/** The filtered contacts as a file, written while it is read. */
export function exportCsv({ request, context }: OperatorVisit): PageResponse {
	const rows = exportRows(context.store.exportContacts(filterOf(request, context.settings.timeZone)), 'csv', context.now);
	return download('contacts.csv', 'text/csv; charset=utf-8', rows);
}
