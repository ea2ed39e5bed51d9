import type { SimulatorHandle } from '../simulator';
import { ControlError } from './errors';
import type { ControlCall } from './routes';

const KINDS = ['sends', 'calls', 'deliveries'] as const;

/** `GET /_sim/log?kind=sends&to=…&type=…&template=…&outcome=…&delivered=true&since=<seq>&limit=…`; newest last, totals always. */
export function showLog(simulator: SimulatorHandle, { query }: ControlCall): object {
	const kind = query.get('kind') ?? 'sends';
	if (!KINDS.includes(kind as (typeof KINDS)[number])) throw new ControlError(400, `kind: one of ${KINDS.join(', ')}`);
	const since = wholeNumber(query, 'since');
	const limit = wholeNumber(query, 'limit') ?? 1000;
	const found = kind === 'sends' ? sends(simulator, query, since) : simulator.log[kind as 'calls' | 'deliveries']().filter((entry) => entry.seq > (since ?? 0));
	return { totals: simulator.log.totals, matching: found.length, [kind]: limit === 0 ? [] : found.slice(-limit) };
}

function sends(simulator: SimulatorHandle, query: URLSearchParams, since: number | undefined): { seq: number }[] {
	const delivered = query.get('delivered');
	const word = (name: string): string | undefined => query.get(name) ?? undefined;
	return simulator.log.sends({
		// An unescaped "+" in a query reads as a space; the digits are what counts.
		to: word('to')?.trim(),
		type: word('type'),
		template: word('template'),
		outcome: word('outcome'),
		endpoint: word('endpoint'),
		delivered: delivered === null ? undefined : delivered === 'true',
		since,
	});
}

function wholeNumber(query: URLSearchParams, name: string): number | undefined {
	const given = query.get(name);
	if (given === null) return undefined;
	if (!/^\d+$/.test(given)) throw new ControlError(400, `${name}: must be a whole number`);
	return Number(given);
}
