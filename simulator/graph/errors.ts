import { randomBytes } from 'node:crypto';
import { ERROR_TABLE, titleOf } from './errorTable';

/** An answer in Meta's error shape. */
export class GraphError extends Error {
	readonly httpStatus: number;

	constructor(
		readonly code: number,
		readonly details?: string,
		private readonly shape: { message?: string; type?: string; subcode?: number; httpStatus?: number } = {},
	) {
		super(shape.message ?? `(#${code}) ${titleOf(code)}`);
		this.httpStatus = shape.httpStatus ?? ERROR_TABLE[code]?.[0] ?? 400;
	}

	body(): object {
		return {
			error: {
				message: this.message,
				type: this.shape.type ?? 'OAuthException',
				code: this.code,
				...(this.details === undefined ? {} : { error_data: { messaging_product: 'whatsapp', details: this.details } }),
				...(this.shape.subcode === undefined ? {} : { error_subcode: this.shape.subcode }),
				fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
			},
		};
	}
}

export const unknownObject = (method: string, id: string): GraphError =>
	new GraphError(100, undefined, {
		message: `Unsupported ${method.toLowerCase()} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation. Please read the Graph API documentation at https://developers.facebook.com/docs/graph-api`,
		type: 'GraphMethodException',
		subcode: 33,
	});
