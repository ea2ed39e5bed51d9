import { contactOf, messagesWebhook, seconds, type JsonObject, type Occasion, type Webhook } from './envelope';

export type StatusName = 'sent' | 'delivered' | 'read' | 'failed';
export type PricingCategory = 'marketing' | 'marketing_lite' | 'utility' | 'authentication' | 'service';
export type StatusError = { code: number; title: string; message?: string; details?: string };

export type StatusOptions = {
	/** wamid the send call answered with */
	id: string;
	status: StatusName;
	/** how the send was addressed: a failed status for a phone carries no BSUID */
	addressedBy?: 'phone' | 'userId';
	category?: PricingCategory;
	opaque?: string;
	error?: StatusError;
};

/** One delivery status. Failed ones carry no `contacts[]`, as Meta leaves them out. */
export function status(occasion: Occasion, options: StatusOptions): Webhook {
	const { number, person, at } = occasion;
	const failed = options.status === 'failed';
	const withUserId = person.userId !== undefined && !(failed && options.addressedBy !== 'userId');
	const shape: JsonObject = {
		id: options.id,
		status: options.status,
		timestamp: String(seconds(at)),
		...(person.waId === undefined ? {} : { recipient_id: person.waId }),
		...(withUserId ? { recipient_user_id: person.userId } : {}),
		...(options.opaque === undefined ? {} : { biz_opaque_callback_data: options.opaque }),
	};
	if (failed && options.error) shape.errors = [errorOf(options.error)];
	if (options.category !== undefined && (options.status === 'sent' || options.status === 'delivered')) {
		const type = options.category === 'service' ? 'free_customer_service' : 'regular';
		shape.pricing = { billable: type === 'regular', pricing_model: 'PMP', type, category: options.category };
	}
	return messagesWebhook(number, failed ? { statuses: [shape] } : { contacts: [contactOf(person)], statuses: [shape] });
}

/** The refusal that follows an accepted marketing send to someone who flipped WhatsApp's own stop. */
export const stoppedMarketing = (occasion: Occasion, id: string, opaque?: string): Webhook =>
	status(occasion, {
		id,
		status: 'failed',
		opaque,
		error: {
			code: 131050,
			title: 'User has stopped receiving marketing messages',
			details: 'Unable to deliver the message. This recipient has chosen to stop receiving marketing messages on WhatsApp from your business.',
		},
	});

function errorOf(error: StatusError): JsonObject {
	return {
		code: error.code,
		title: error.title,
		message: error.message ?? error.title,
		error_data: { details: error.details ?? error.title },
		href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
	};
}
