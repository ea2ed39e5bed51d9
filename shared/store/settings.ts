import { z } from 'zod';
import { DEFAULT_LIST, iso, LIST_KEY } from '../consent';
import type { Backend } from './backend';
import { InvalidRequest } from './errors';
import type { Keys } from './keys';
import { readRow, toRow } from './rows';
import type { ConsentSettings } from './types';

const words = z.array(z.string().trim().min(1, 'holds an empty word').max(200, 'holds a word longer than 200 characters')).max(500);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 21:00');

const settingsSchema = z.object({
	rule: z.enum(['required', 'soft']),
	defaultList: z.string().regex(LIST_KEY, 'must be a list key'),
	optOutKeywords: words,
	optInKeywords: words,
	helpKeywords: words,
	enabled: z.boolean().optional(),
	keywordLists: z.record(z.array(z.string().regex(LIST_KEY, 'must be a list key')).max(20)).optional(),
	wordings: z.record(z.record(z.string().max(5000))),
	quietHours: z.object({ from: clock, to: clock }).optional(),
	businessName: z.string().max(500).optional(),
	keepReportsDays: z.number().int('must be a whole number of days').min(1, 'must be at least 1').max(3650, 'must be at most 3650').optional(),
	updatedAt: z.string().optional(),
});

const DEFAULTS: ConsentSettings = {
	rule: 'required',
	defaultList: DEFAULT_LIST,
	optOutKeywords: [],
	optInKeywords: [],
	helpKeywords: [],
	wordings: {},
};

export class Settings {
	constructor(
		private readonly backend: Backend,
		private readonly keys: Keys,
		private readonly now: () => number,
	) {}

	async read(): Promise<ConsentSettings> {
		const [row] = await this.backend.read([this.keys.settings]);
		return understood(row);
	}

	/** Changes what is named and nothing else. */
	async update(change: Partial<ConsentSettings>): Promise<ConsentSettings> {
		for (;;) {
			const [row] = await this.backend.read([this.keys.settings]);
			const parsed = settingsSchema.strict().safeParse({ ...understood(row), ...change, updatedAt: iso(this.now()) });
			if (!parsed.success) {
				const issue = parsed.error.issues[0];
				throw new InvalidRequest(`The settings can't be saved: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'are not valid'}.`, 'Correct that field.');
			}
			if (await this.backend.swap(this.keys.settings, row, toRow(parsed.data))) return parsed.data;
		}
	}
}

function understood(row: string | undefined): ConsentSettings {
	return row === undefined ? DEFAULTS : readRow(row, settingsSchema, 'the settings');
}
