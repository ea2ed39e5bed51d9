import { StoreError, StoreUnavailable } from '../errors';

/** Sources: https://www.postgresql.org/docs/current/errcodes-appendix.html and Node's system errors. */
const EXPLANATIONS: Record<string, [problem: string, advice: string]> = {
	ECONNREFUSED: ['does not answer at this host and port', 'Check that PostgreSQL runs and that host and port are right.'],
	ENOTFOUND: ['has a host name nobody knows', 'Check the host in the Consent Store credential.'],
	EAI_AGAIN: ['has a host name that could not be looked up', 'Check the host and the network.'],
	ETIMEDOUT: ['does not answer', 'Check the host, the port and the firewall between.'],
	EHOSTUNREACH: ['can\'t be reached', 'Check the host and the network.'],
	ECONNRESET: ['cut the connection', 'It may be restarting; try again.'],
	EPIPE: ['cut the connection', 'It may be restarting; try again.'],
	'28P01': ['refuses this user and password', 'Check user and password in the Consent Store credential.'],
	'28000': ['refuses this user', 'Check the user, and whether the server wants TLS or allows this address (pg_hba.conf).'],
	'3D000': ['has no database of this name', 'Create the database, or correct its name in the Consent Store credential.'],
	'3F000': ['has no schema of this name', 'Create the schema, or correct its name in the Consent Store credential.'],
	'42501': ['does not give this user the rights needed', 'Grant select, insert, update and delete on the table consent_store.'],
	'42P01': ['has lost the table consent_store', 'Restore it from a backup.'],
	'53100': ['has no room left on its disk', 'Free some space; nothing of the last write was kept.'],
	'53200': ['is out of memory', 'Give it more memory or fewer connections.'],
	'53300': ['has no connection left', 'Raise max_connections, or put a connection pooler in between.'],
	'25006': ['is read-only', 'Connect to the primary server, not to a replica.'],
	'57P01': ['is shutting down', 'Try again when it is back.'],
	'57P02': ['has crashed', 'Try again when it is back.'],
	'57P03': ['is starting up', 'Try again in a moment.'],
	'40P01': ['kept running into other writers', 'Try again.'],
	'55P03': ['is kept waiting by another session', 'See which session holds a lock on the table consent_store.'],
};

const BY_WORDS: Array<[RegExp, problem: string, advice: string]> = [
	[/timeout exceeded when trying to connect|timeout expired/i, 'gave no connection in time', 'See whether it answers, and whether it has connections left.'],
	[/query read timeout/i, 'did not answer in time', 'See what keeps it busy; what was asked for may or may not have been done, and can be sent again.'],
	[/connection terminated|connection ended|not queryable/i, 'cut the connection', 'It may be restarting; try again.'],
	[/does not support SSL/i, 'does not offer TLS', 'Set SSL to "disable", or turn TLS on at the server.'],
	[/certificate|self.signed|unable to verify/i, 'shows a certificate that can\'t be trusted', 'Set SSL to "allow" to accept any certificate, or install the authority\'s.'],
];

/** Turns what the driver says into a named error with advice; the store's own errors stay as they are. Never names a password. */
export function explainPostgres(error: unknown, where: string): Error {
	if (error instanceof StoreError) return error;
	const code = codeOf(error);
	const message = error instanceof Error ? error.message : String(error);
	const words = BY_WORDS.find(([pattern]) => pattern.test(message));
	const [problem, advice] = EXPLANATIONS[code] ?? (words === undefined ? undefined : [words[1], words[2]]) ?? [
		`did not do what was asked (${message.slice(0, 300)})`,
		'See the server\'s log.',
	];
	return new StoreUnavailable(`The consent store's PostgreSQL (${where}) ${problem}.`, advice, { cause: error });
}

export function codeOf(error: unknown): string {
	return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Of two transactions one was sent back; nothing of it was kept, so it may be tried again. */
export function isConflict(error: unknown): boolean {
	return ['40P01', '40001'].includes(codeOf(error));
}
