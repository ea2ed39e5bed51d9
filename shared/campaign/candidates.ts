import { askGate } from '../gate';
import type { GateAnswer } from '../gate';
import { countriesOf, identifiersOf, variantsOf } from '../identity';
import { errorRule } from '../whatsapp';
import type { SendAction } from '../whatsapp';
import { fillTemplate } from './fillTemplate';
import { passProblem } from './pass';
import type { Candidate, Run } from './run';
import type { CampaignRecipient } from './types';

/** Recipients asked about together, ahead of their turn, so that those who get nothing take up no turn. */
const AHEAD = 200;

/** Those the gate lets through, in order; everybody else's outcome is settled on the way. */
export async function* candidates(run: Run, recipients: Iterable<CampaignRecipient>): AsyncGenerator<Candidate, void> {
	const met = new Set<string>();
	const taken = new Set<string>();
	let first = 0;
	for (const some of inChunks(recipients, AHEAD)) {
		const answers = await answersFor(run, some, met);
		for (const [position, recipient] of some.entries()) {
			const index = first + position;
			const answer = answers?.[position];
			if (answer === undefined) {
				const { category, rule } = run.lastQuestion;
				run.progress.unanswered(index, { contact: '', category, rule, decidedAt: new Date(run.now()).toISOString() });
				continue;
			}
			if (answer.decision === 'block') {
				run.progress.blocked(index, answer);
				continue;
			}
			const candidate = candidateOf(run, index, recipient, answer);
			if (candidate === undefined) continue;
			if (taken.has(candidate.claimKey)) {
				run.progress.blocked(index, { ...answer, decision: 'block', reason: 'duplicate', detail: 'Another written form of a number met before.' });
				continue;
			}
			taken.add(candidate.claimKey);
			yield candidate;
		}
		first += some.length;
	}
}

async function answersFor(run: Run, recipients: CampaignRecipient[], met: Set<string>): Promise<GateAnswer[] | undefined> {
	if (run.progress.storeLost !== undefined) return undefined;
	try {
		return await askGate(run.store, recipients.map(({ contact }) => contact), run.question, run.now(), met);
	} catch (error) {
		run.progress.loseStore(error);
		return undefined;
	}
}

function candidateOf(run: Run, index: number, recipient: CampaignRecipient, answer: GateAnswer): Candidate | undefined {
	const { campaign, progress, question } = run;
	const refuse = (code: number | string, meaning: string, detail: string, action: SendAction = 'fix'): undefined => {
		progress.failed(index, answer, { code, meaning, action, detail });
	};
	if (recipient.problem !== undefined) return refuse('unreadable_item', 'The values for this person could not be worked out.', recipient.problem);
	if (run.closedCountries.size > 0 && isClosed(run.closedCountries, answer)) {
		return refuse(CLOSED_COUNTRY, errorRule(CLOSED_COUNTRY).meaning, 'Meta said so of somebody else there, so it was not tried.', 'skip');
	}
	if (campaign.passRequired === true) {
		const wanted = { category: question.category, recipient: answer.recipient, list: question.list || undefined, brand: campaign.brand, arrivedAt: run.startedAt };
		const problem = passProblem(recipient.consent, wanted);
		if (problem !== undefined) return refuse('no_pass', 'There is no fresh pass of a Consent Gate. Put a gate before this node, or let this node ask by itself.', problem);
	}
	const filled = fillTemplate(run.template, recipient.values ?? {});
	if ('problem' in filled) return refuse(132000, errorRule(132000).meaning, filled.problem);
	return { index, recipient, answer, components: filled.components, claimKey: claimKeyOf(campaign.key, answer) };
}

export const CLOSED_COUNTRY = 130497;

function isClosed(closed: ReadonlySet<string>, { recipient = '' }: GateAnswer): boolean {
	const countries = countriesOf(identifiersOf(recipient));
	return countries.length > 0 && countries.every((country) => closed.has(country));
}

/** All written forms of a number share one claim: they are, but for rare cases, one person. */
function claimKeyOf(campaignKey: string, { recipient = '' }: GateAnswer): string {
	const [person = recipient] = [recipient, ...variantsOf(recipient)].sort();
	return `campaign:${campaignKey}:${person}`;
}

function* inChunks<T>(items: Iterable<T>, size: number): Generator<T[], void> {
	let some: T[] = [];
	for (const item of items) {
		some.push(item);
		if (some.length < size) continue;
		yield some;
		some = [];
	}
	if (some.length > 0) yield some;
}
