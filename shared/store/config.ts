import { z } from 'zod';
import { InvalidStoreConfig } from './errors';
import { BRAND } from './keys';
import type { StoreConfig } from './types';

export const DEFAULT_BRAND = 'default';

const text = z.string().trim().min(1, 'is missing').max(1000).refine((value) => !value.includes('\0'), 'holds a NUL character');

const shared = {
	brand: z
		.string()
		.default(DEFAULT_BRAND)
		.transform((brand) => (brand === '' ? DEFAULT_BRAND : brand))
		.pipe(z.string().regex(BRAND, 'must be 1 to 64 lower-case letters, digits, - and _, beginning with a letter or digit')),
	defaultCountry: z
		.string()
		.optional()
		.transform((country) => (country === undefined || country.trim() === '' ? undefined : country.trim().toUpperCase()))
		.pipe(z.string().regex(/^[A-Z]{2}$/, 'must be a country code of two letters, e.g. DE').optional()),
};

const sqlite = z.object({ backend: z.literal('sqlite'), filePath: text, ...shared });

const postgres = z.object({
	backend: z.literal('postgres'),
	host: text,
	port: z.coerce.number({ message: 'is not a port number' }).int('is not a port number').min(1, 'is not a port number').max(65535, 'is not a port number'),
	database: text,
	user: text,
	password: z.string().optional(),
	ssl: z.union([z.enum(['disable', 'allow', 'require']), z.boolean(), z.record(z.unknown())]).default('disable'),
	schema: z
		.string()
		.default('public')
		.transform((schema) => (schema === '' ? 'public' : schema))
		.pipe(z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/, 'must be a plain lower-case name of letters, digits and _')),
	...shared,
});

export type SqliteSettings = z.output<typeof sqlite>;
export type PostgresSettings = z.output<typeof postgres>;
export type Settings = SqliteSettings | PostgresSettings;

/** @throws {InvalidStoreConfig} naming the field and the fix. */
export function parseConfig(config: StoreConfig): Settings {
	const parsed = z.discriminatedUnion('backend', [sqlite, postgres]).safeParse(config);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0];
	const field = issue?.path.join('.') || 'config';
	const problem = issue?.code === 'invalid_union_discriminator' ? 'must be sqlite or postgres' : issue?.message ?? 'is not valid';
	throw new InvalidStoreConfig(
		`The consent store's configuration can't be used: ${field} ${problem === 'Required' ? 'is missing' : problem}.`,
		'Correct that field in the Consent Store credential.',
	);
}
