/** Where a fault can strike. */
export const FAULT_ENDPOINTS = ['messages', 'marketing_messages', 'templates', 'subscriptions', 'subscribed_apps', 'phone_number'] as const;
export type FaultEndpoint = (typeof FAULT_ENDPOINTS)[number];

/** What goes wrong, how often and for whom. Without `endpoint` it strikes sends only. */
export type FaultInput = {
	/** Meta error code */
	code?: number;
	/** `sync`: the call answers with the error; `async`: it is accepted and a failed status follows. Default `sync` */
	mode?: 'sync' | 'async';
	/** bare HTTP status with a body that is no Graph error, e.g. 503 from a proxy */
	http?: number;
	/** seconds, sent as Retry-After */
	retryAfter?: number;
	/** breaks the connection `before` the send is accepted, or `after` */
	reset?: 'before' | 'after';
	/** never answers, `before` accepting or `after` */
	hang?: 'before' | 'after';
	delayMs?: number;
	/** phone, waId or BSUID; absent: anyone */
	to?: string;
	endpoint?: FaultEndpoint;
	/** matching calls let through first; default 0 */
	skip?: number;
	/** how many calls it strikes; 0: until removed; default 1 */
	count?: number;
};

export type Fault = FaultInput & { id: string; left: number };

const SENDS: readonly FaultEndpoint[] = ['messages', 'marketing_messages'];

export class FaultList {
	private faults: Fault[] = [];
	private counter = 0;

	add(input: FaultInput): Fault {
		const fault: Fault = { ...input, id: `f${++this.counter}`, left: input.count === 0 ? Infinity : (input.count ?? 1) };
		this.faults.push(fault);
		return fault;
	}

	/** The first fault that strikes this call, used up by one. `isFor` tells whether an address means the call's recipient. */
	take(endpoint: FaultEndpoint, isFor: (address: string) => boolean = () => false): Fault | undefined {
		for (const fault of this.faults) {
			const struck = fault.endpoint === undefined ? SENDS.includes(endpoint) : fault.endpoint === endpoint;
			if (!struck || (fault.to !== undefined && !isFor(fault.to))) continue;
			if (fault.skip !== undefined && fault.skip > 0) {
				fault.skip -= 1;
				continue;
			}
			fault.left -= 1;
			if (fault.left <= 0) this.remove(fault.id);
			return fault;
		}
		return undefined;
	}

	remove(id: string): boolean {
		const before = this.faults.length;
		this.faults = this.faults.filter((fault) => fault.id !== id);
		return this.faults.length < before;
	}

	list(): Fault[] {
		return [...this.faults];
	}

	clear(): void {
		this.faults = [];
	}
}
