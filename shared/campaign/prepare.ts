import type { ConsentRule, MessageCategory } from '../consent';
import { asInSettings } from '../gate/gate';
import { InvalidRequest } from '../store/errors';
import { buildCallbackData, errorRule } from '../whatsapp';
import type { Template } from '../whatsapp';
import type { Campaign, CampaignDependencies, Stop } from './types';
import { offersWayToStop } from './wayToStop';

/** What is known before the first recipient's turn. */
export interface Prepared {
	template?: Template;
	category: MessageCategory;
	rule: ConsentRule;
	list: string | undefined;
	/** People the number may write to within 24 hours; `Infinity` where that is not known. */
	limit: number;
	warnings: string[];
	/** Nothing can be sent, and why. */
	stop?: Stop;
}

const LONGEST_KEY = 200;

/** Looks template and number up. @throws InvalidRequest naming the field; StoreUnavailable. */
export async function prepare(campaign: Campaign, { store, client }: CampaignDependencies): Promise<Prepared> {
	checkCampaign(campaign);
	const { name, language } = campaign.template;
	const [found, number] = await Promise.all([client.template(name, language), client.phoneNumber()]);
	const category = found.ok ? found.value.gateCategory : 'marketing';
	const { rule, list } = await asInSettings(store, { category, rule: campaign.rule, list: campaign.list });
	const prepared: Prepared = { category, rule, list, limit: Infinity, warnings: [] };

	if (found.ok) {
		const template = found.value;
		prepared.template = template;
		const stop = unsendable(template, campaign);
		if (stop !== undefined) prepared.stop = stop;
		if (template.gateCategory === 'marketing' && !offersWayToStop(template)) {
			prepared.warnings.push(`The marketing template “${name}” does not say how to stop. Add a quick reply such as “Stop promotions”, or “Reply STOP to unsubscribe” as its footer: people without a way out block the number instead.`);
		}
	} else if (found.code === 132001) {
		prepared.stop = { code: found.code, meaning: found.meaning, detail: found.detail };
	} else {
		prepared.warnings.push(`The template could not be looked up (${found.meaning}), so it counts as marketing and its variables were not counted.`);
	}

	if (campaign.heedMessagingLimit !== false) {
		if (number.ok && number.value.messagingLimitPeople !== undefined) prepared.limit = number.value.messagingLimitPeople;
		else prepared.warnings.push(`The messaging limit of the number is not known${number.ok ? '' : ` (${number.meaning})`}, so this run does not stop before it.`);
	}
	return prepared;
}

function checkCampaign({ key, template, messagesPerSecond = 1 }: Campaign): void {
	if (key.trim() === '' || key.length > LONGEST_KEY) {
		throw new InvalidRequest('The campaign key can’t be used.', `Give it 1 to ${LONGEST_KEY} characters.`);
	}
	if (!fitsCallbackData(key)) {
		throw new InvalidRequest('The campaign key is too long for WhatsApp’s callback data.', 'Use fewer characters, or plain letters and digits, which take less room.');
	}
	if (template.name.trim() === '') throw new InvalidRequest('There is no template name.', 'Give the name that WhatsApp Manager shows.');
	if (template.language.trim() === '') throw new InvalidRequest('There is no template language.', 'Give a code such as en_US.');
	if (!(messagesPerSecond > 0)) throw new InvalidRequest('Messages per second is not a number above 0.', 'Give 80, or what the number is allowed.');
}

const LONGEST_CONTACT = `US.ENT.${'1'.repeat(128)}`;

function fitsCallbackData(campaign: string): boolean {
	try {
		buildCallbackData({ contact: LONGEST_CONTACT, campaign });
		return true;
	} catch {
		return false;
	}
}

/** Codes that Meta would answer every send with. */
function unsendable(template: Template, { endpoint }: Campaign): Stop | undefined {
	const refusal = (code: number, detail: string): Stop => ({ code, meaning: errorRule(code).meaning, detail });
	const named = `The template “${template.name}” (${template.language})`;
	if (template.status === 'PAUSED') return refusal(132015, `${named} is paused.`);
	if (template.status === 'DISABLED') return refusal(132016, `${named} is disabled.`);
	if (template.status !== 'APPROVED' && template.status !== 'UNKNOWN') return refusal(132001, `${named} has the status ${template.status}.`);
	if (endpoint === 'marketing_messages' && template.category.toUpperCase() !== 'MARKETING') return refusal(131055, `${named} is of the category ${template.category}.`);
	return undefined;
}
