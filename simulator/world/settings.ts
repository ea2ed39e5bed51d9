/** What can be turned while the simulator runs. Times in milliseconds. */
export type Settings = {
	/** which status webhooks follow an accepted send */
	statuses: { sent: boolean; delivered: boolean; read: boolean };
	/** statuses put into one POST while an earlier one is under way */
	statusBatchSize: number;
	/** what happens when the callback does not answer 200 */
	retry: { attempts: number; firstDelayMs: number; maxDelayMs: number; timeoutMs: number };
	/** how free text outside the 24-hour window is refused: at once, or by a failed status */
	windowRefusal: 'sync' | 'async';
	/** false: marketing templates on /messages answer 131063 */
	marketingOnMessages: boolean;
	/** sends per second before 130429 follows; 0: no limit */
	messagesPerSecond: number;
	qualityRating: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
	messagingLimit: string;
	throughputLevel: 'STANDARD' | 'HIGH' | 'NOT_APPLICABLE';
	/** fields that callback overrides redirect; the rest goes to the app's own callback */
	overrideFields: string[];
};

export type SettingsPatch = Partial<Omit<Settings, 'statuses' | 'retry'>> & {
	statuses?: Partial<Settings['statuses']>;
	retry?: Partial<Settings['retry']>;
};

export const defaultSettings = (): Settings => ({
	statuses: { sent: true, delivered: true, read: false },
	statusBatchSize: 100,
	retry: { attempts: 4, firstDelayMs: 100, maxDelayMs: 2_000, timeoutMs: 10_000 },
	windowRefusal: 'sync',
	marketingOnMessages: true,
	messagesPerSecond: 0,
	qualityRating: 'GREEN',
	messagingLimit: 'TIER_10K',
	throughputLevel: 'STANDARD',
	overrideFields: ['messages'],
});

export function patchSettings(settings: Settings, patch: SettingsPatch): void {
	const { statuses, retry, ...plain } = patch;
	Object.assign(settings, plain);
	Object.assign(settings.statuses, statuses);
	Object.assign(settings.retry, retry);
}
