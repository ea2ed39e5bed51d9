/** A template in one language, of one business account. */
export interface TemplateName {
	businessAccountId: string;
	name: string;
	language: string;
}

/** Where the shared cache keeps a template's category. Webhooks write `en-US` where lists and sends write `en_US`. */
export function templateKey({ businessAccountId, name, language }: TemplateName): string {
	return `template:${businessAccountId}:${name}:${language.replaceAll('-', '_').toLowerCase()}`;
}
