import type { IDataObject } from 'n8n-workflow';

import type { ConfirmationSettings, MessageChoice, OwnWordings } from '../../shared/confirmation';
import type { ConsentSettings, SubscriptionList } from '../../shared/store/types';
import type { ParameterReader } from '../common/parameters';
import { words } from '../common/words';

interface Options {
	whenUnchanged?: boolean;
	defaultLanguage?: string;
	optOutMaxAgeMinutes?: number;
	retryUncertain?: boolean;
}

const CHOICES = ['opt_in', 'opt_out', 'help', 'opt_out_likely', 'confirm_opt_in', 'block'] as const;

/** The node's parameters as the domain wants them; what is left empty comes from the Consent Settings. */
export function confirmationSettings(
	read: ParameterReader,
	index: number,
	account: ConsentSettings,
	lists: SubscriptionList[],
	phoneNumberId: string,
): { settings: ConfirmationSettings; retryUncertain: boolean } {
	const options = read<Options>('options', index, {});
	const settings: ConfirmationSettings = {
		businessName: read<string>('businessName', index, '').trim() || (account.businessName ?? ''),
		messages: messageChoices(read, index),
		wordings: wordingsAt(read, index, account),
		listNames: Object.fromEntries(lists.map(({ key, name }) => [key, name])),
		defaultList: account.defaultList,
		whenUnchanged: options.whenUnchanged === true,
		phoneNumberId,
	};
	if (options.defaultLanguage) settings.defaultLanguage = options.defaultLanguage;
	if (options.optOutMaxAgeMinutes !== undefined) settings.optOutMaxAgeMs = options.optOutMaxAgeMinutes * 60_000;
	return { settings, retryUncertain: options.retryUncertain === true };
}

function messageChoices(read: ParameterReader, index: number): ConfirmationSettings['messages'] {
	const form = read<'text' | 'interactive'>('form', index, 'text');
	const exceptions = (read<IDataObject>('forms', index, {}).form ?? []) as Array<{ for: string; message: MessageChoice['form'] }>;
	const written = read<IDataObject>('templates', index, {}).template as
		| Array<{ for: string; name: string; languages: string; parameters: string; quickReplies?: number }>
		| undefined;
	return Object.fromEntries(
		CHOICES.map((choice) => {
			const template = written?.find((entry) => entry.for === choice && entry.name.trim() !== '');
			const message: MessageChoice = { form: exceptions.find((exception) => exception.for === choice)?.message ?? form };
			if (template !== undefined) {
				message.template = {
					name: template.name.trim(),
					languages: words(template.languages),
					parameters: words(template.parameters),
					quickReplies: Number(template.quickReplies ?? 0),
				};
			}
			return [choice, message];
		}),
	);
}

/** Texts of the node before those of the Consent Settings. */
function wordingsAt(read: ParameterReader, index: number, account: ConsentSettings): OwnWordings {
	const own = (read<IDataObject>('wordings', index, {}).wording ?? []) as Array<{ for: string; language: string; text: string }>;
	const texts: Record<string, Record<string, string>> = structuredClone(account.wordings);
	for (const { for: action, language, text } of own) {
		if (text.trim() !== '') texts[action] = { ...texts[action], [language.trim() || '*']: text };
	}
	return texts as OwnWordings;
}
