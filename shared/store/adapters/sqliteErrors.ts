import { StoreError, StoreUnavailable } from '../errors';

/** Source: https://www.sqlite.org/rescode.html */
const EXPLANATIONS: Record<number, [problem: string, advice: string]> = {
	3: ['may not be used', 'Give the user that runs n8n read and write access to the file and its folder.'],
	5: ['is locked by another process', 'See which other program has it open.'],
	8: ['can be read but not written', 'Check that the disk is not mounted read-only and that the user that runs n8n may write the file and its folder.'],
	10: ['could not be read or written by the disk', 'Check the disk; the file must be on a local disk, not a network share.'],
	11: ['is damaged', 'Restore it from a backup.'],
	13: ['has no room left on its disk', 'Free some space; nothing of the last write was kept.'],
	14: ['can\'t be opened', 'Check that the path is a file and not a folder, that its folder exists, and that the user that runs n8n may write there.'],
	26: ['is not a database', 'Choose another file path; this file is something else.'],
};

/** Turns what SQLite says into a named error with advice; the store's own errors stay as they are. */
export function explainSqlite(error: unknown, filePath: string): Error {
	if (error instanceof StoreError || !isSqlite(error)) return error instanceof Error ? error : new Error(String(error));
	const [problem, advice] = EXPLANATIONS[error.errcode & 0xff] ?? [`did not work (${error.message ?? 'without saying why'})`, 'Check the file and its disk.'];
	return new StoreUnavailable(`The consent store's file ${filePath} ${problem}.`, advice, { cause: error });
}

export function isBusy(error: unknown): boolean {
	return isSqlite(error) && (error.errcode & 0xff) === 5;
}

function isSqlite(error: unknown): error is { errcode: number; message?: string } {
	return typeof error === 'object' && error !== null && 'errcode' in error && typeof error.errcode === 'number';
}
