import { REASON_WORDS } from '../../consent';
import type { KeptDecision } from '../../store/types';
import type { Html } from '../html';
import { html } from '../html';
import type { OperatorVisit } from './visit';
import { clock } from './words';

const WORDS: Record<KeptDecision['decision'], string> = { allow: 'Let through', flag: 'Let through, flagged', block: 'Left out' };

/** What campaigns decided on a contact, where their decisions were kept. */
export function decisionsCard({ context }: OperatorVisit, decisions: KeptDecision[]): Html | undefined {
	if (decisions.length === 0) return undefined;
	const time = clock(context.settings.timeZone);
	return html`<section class="card" aria-labelledby="campaigns"><h2 id="campaigns">Campaigns</h2><ul class="plain">
${decisions.slice(0, 20).map(({ campaignKey, at, decision, reason, detail }) => html`<li><span class="badge ${decision}">${WORDS[decision]}</span> <bdi>${campaignKey}</bdi>, ${time(at)}: ${REASON_WORDS[reason]}${detail !== undefined && ` (${detail})`}</li>`)}
</ul></section>`;
}
