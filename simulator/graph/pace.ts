import { performance } from 'node:perf_hooks';
import { GraphError } from './errors';

/** Counts sends per second of real time and refuses those above the number's throughput. */
export class Pace {
	private second = -1;
	private count = 0;

	demand(perSecond: number): void {
		if (perSecond <= 0) return;
		const second = Math.floor(performance.now() / 1000);
		if (second !== this.second) {
			this.second = second;
			this.count = 0;
		}
		this.count += 1;
		if (this.count > perSecond) throw new GraphError(130429, 'Message failed to send because there were too many messages sent from this phone number in a short period of time.');
	}
}
