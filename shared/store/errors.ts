/** Root of everything the store throws, so that callers can tell "the store said no" from a defect of their own. */
export class StoreError extends Error {
	/** What an operator can do about it, in plain words. Never holds a password or a contact's data. */
	readonly advice: string;

	constructor(message: string, advice: string, options?: { cause?: unknown }) {
		super(`${message} ${advice}`, options);
		this.name = new.target.name;
		this.advice = advice;
	}
}

/** The configuration itself can't be used; nothing was opened. */
export class InvalidStoreConfig extends StoreError {}

/** The database can't be reached or refuses to work. Whatever was asked for did not happen, or is not known to have happened. */
export class StoreUnavailable extends StoreError {}

/** The tables are missing and this user may not create them. `script` is what somebody with the right to do so has to run. */
export class SchemaMissing extends StoreError {
	constructor(
		message: string,
		readonly script: string,
		options?: { cause?: unknown },
	) {
		super(message, `Ask the database's owner to run:\n${script}`, options);
	}
}

/** The tables were written by a newer version of this package; working on them could lose what it doesn't know of. */
export class SchemaTooNew extends StoreError {}

/** One record can't be read. It concerns one contact or one setting; it never counts as consent. */
export class CorruptRecord extends StoreError {
	constructor(what: string, options?: { cause?: unknown }) {
		super(
			`The consent store holds a damaged record (${what}).`,
			'Restore it from a backup, or erase the contact and record their consent anew.',
			options,
		);
	}
}

/** What is asked for can't be, because of what was handed in: the message names the field and the fix. */
export class InvalidRequest extends StoreError {}
