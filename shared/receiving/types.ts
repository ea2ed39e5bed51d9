import type { InterpretOptions, Raw } from '../whatsapp';

export type OptInFrom = 'anyone' | 'previouslyOptedOut' | 'pending' | 'nobody';

export interface ReceivingOptions {
	/** How texts are understood. */
	understanding: InterpretOptions;
	/** Whose opt-in counts. */
	optInFrom: OptInFrom;
	/** Off: no opt-ins and no answers from keywords; opt-outs are recorded all the same. */
	enabled: boolean;
	/** Off: consent is recognised and emitted, but nothing is stored. */
	recordConsent: boolean;
	/** Opt-ins wait for the person's confirmation for this many days. */
	confirmWithinDays?: number;
	/** What was handed to the workflow before is left out; otherwise it comes again, marked as redelivered. */
	dedupe: boolean;
	/** Delivery statuses that carry no consent signal come out too. */
	emitStatuses: boolean;
	/** The settings for all nodes are damaged and not known from before: opt-ins are not taken until they can be read, opt-outs are. */
	settingsDamaged?: boolean;
	/** Whose memory of what was handed over counts: two triggers on one store each get everything. */
	recipient?: string;
}

export type Output = 'optIn' | 'optOut' | 'other';

export interface Emitted {
	output: Output;
	json: Raw;
	/** Names the delivered signal, so that its hand-over can be remembered. */
	signalId: string;
}
