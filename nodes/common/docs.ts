import type { INode } from 'n8n-workflow';

const PAGES = 'https://github.com/n8n-nodes-whatsapp-consent/n8n-nodes-whatsapp-consent/blob/main/docs';

/** Where the values of the WhatsApp credential stand at Meta. */
export const ACCOUNT_FIELDS = `${PAGES}/credentials.md#whatsapp-account`;

/** The fields of the credential of the web pages. */
export const PAGES_CREDENTIAL = `${PAGES}/credentials.md#consent-pages`;

/** Where the store's own troubles are explained, each with what to do. */
export const STORE_TROUBLES = `${PAGES}/credentials.md#what-goes-wrong-with-the-store`;

/** The page of a node, by the node's type: `…whatsAppConsentTrigger` has `whatsapp-consent-trigger.md`. */
export function pageOf({ type }: Pick<INode, 'type'>): string {
	const name = type.split('.').at(-1) ?? type;
	return `${PAGES}/nodes/${name.replace('whatsApp', 'whatsapp').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}.md`;
}

/** Advice with the way to more of it, as n8n shows descriptions of errors. */
export function withLink(advice: string | undefined, url: string): string {
	return `${advice === undefined ? '' : `${advice} `}<a href="${url}" target="_blank">Read more</a>`;
}
