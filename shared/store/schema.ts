import { z } from 'zod';
import { SchemaTooNew } from './errors';
import { SCHEMA_VERSION } from './keys';
import { readRow, toRow } from './rows';

const versionSchema = z.object({ version: z.number().int().positive() });

export function versionRow(): string {
	return toRow({ version: SCHEMA_VERSION });
}

/** @throws {SchemaTooNew} when a newer version of this package wrote the tables. */
export function checkVersion(row: string | undefined): 'missing' | 'current' {
	if (row === undefined) return 'missing';
	const { version } = readRow(row, versionSchema, 'the version of the tables');
	if (version > SCHEMA_VERSION) {
		throw new SchemaTooNew(
			`The consent store was written by a newer version of this package (its layout is ${version}, this one knows ${SCHEMA_VERSION}).`,
			'Update the package on every n8n instance that uses this store.',
		);
	}
	return 'current';
}
