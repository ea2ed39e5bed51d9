import type { IDataObject, IHookFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { z } from 'zod';

import { EVERYTHING, collisions } from '../../shared';
import { LIST_KEY } from '../../shared/consent';
import { BRAND } from '../../shared/store/keys';
import { isRegistered as isSetUp, register as setUp, unregister as takeDown } from '../../shared/whatsapp';
import type { Registration } from '../../shared/whatsapp';
import { accountOf, clientOf } from '../common/connections';
import { leaveSoon, stay } from './leaving';
import { receivingOptions } from './options';
import { brandRows } from './take';

const remembered = z.object({
	callbackUrl: z.string(),
	app: z.boolean(),
	waba: z.boolean(),
	missingFields: z.array(z.string()).optional(),
});

export async function isRegistered(hook: IHookFunctions): Promise<boolean> {
	checkWords(hook);
	checkBrands(hook);
	if (!registersItself(hook)) return true;
	comeBack(hook);
	const found = await isSetUp(await clientOf(hook), callbackUrl(hook));
	if (!found.ok) throw refusal(hook, found.problem);
	return found.registered;
}

export async function register(hook: IHookFunctions): Promise<boolean> {
	const memory = hook.getWorkflowStaticData('node');
	comeBack(hook);
	const parsed = remembered.safeParse(memory.registration);
	const before = parsed.success ? parsed.data : undefined;
	const { verifyToken } = await accountOf(hook);
	const done = await setUp(await clientOf(hook), {
		callbackUrl: callbackUrl(hook),
		verifyToken: verifyToken ?? '',
		// A subscription that was there before us stays the operator's, also when the address of this n8n changes.
		ours: before?.app === true ? [before.callbackUrl] : [],
	});
	if (!done.ok) throw refusal(hook, done.problem);
	memory.registration = { ...done.registration, waba: done.registration.waba || before?.waba === true };
	return true;
}

export async function unregister(hook: IHookFunctions): Promise<boolean> {
	const memory = hook.getWorkflowStaticData('node');
	const before = remembered.safeParse(memory.registration);
	if (!before.success || !registersItself(hook)) return true;
	const registration: Registration = before.data;
	const client = await clientOf(hook);
	leaveSoon(leaverOf(hook), registration, async () => {
		const gone = await takeDown(client, registration);
		if (!gone.ok) hook.logger.warn(`WhatsApp Consent Trigger could not take down its webhook. ${gone.problem}`);
	});
	delete memory.registration;
	return true;
}

/** What was about to be taken down stays, and is this trigger's as before. */
function comeBack(hook: IHookFunctions): void {
	const stayed = stay(leaverOf(hook));
	if (stayed !== undefined) hook.getWorkflowStaticData('node').registration = { ...stayed };
}

function leaverOf(hook: IHookFunctions): string {
	return JSON.stringify([hook.getWorkflow().id, hook.getNode().id]);
}

/**
 * Listening for a test event registers nothing: an app has one webhook only, and taking it would leave the active workflow deaf.
 */
function registersItself(hook: IHookFunctions): boolean {
	return hook.getMode() !== 'manual' && hook.getNodeParameter('registration', 'automatic') === 'automatic';
}

function callbackUrl(hook: IHookFunctions): string {
	return hook.getNodeWebhookUrl('default') ?? '';
}

/** Words that mean two things are found now, not when somebody writes one of them. */
function checkWords(hook: IHookFunctions): void {
	const { understanding } = receivingOptions((name, fallback) => hook.getNodeParameter(name, fallback as object));
	const slips = Object.values(understanding.keywordLists ?? {}).flat().filter((list) => list !== EVERYTHING && !LIST_KEY.test(list));
	const problems = [
		...collisions(understanding),
		...slips.map((list) => `“${list}” is no list key. Write it in lower-case letters, digits, - and _, under Keywords for Lists.`),
	];
	if (problems.length > 0) throw refusal(hook, problems.join(' '));
}

/** A name that is no brand would make every delivery of that number fail, which nobody sees here. */
function checkBrands(hook: IHookFunctions): void {
	for (const { phoneNumberId, brand } of brandRows(hook.getNodeParameter('brands', {}) as IDataObject)) {
		if (brand === '' || BRAND.test(brand)) continue;
		throw refusal(hook, `The brand “${brand}” of number ${phoneNumberId} can't be used. Write it in lower-case letters, digits, - and _, under Brands of Numbers.`);
	}
}

/** All in the message: when a workflow can't be published, n8n shows nothing else of an error. */
function refusal(hook: IHookFunctions, problem: string): NodeOperationError {
	return new NodeOperationError(hook.getNode(), problem);
}
