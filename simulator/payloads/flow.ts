import type { JsonObject } from './envelope';
import type { MessageContent } from './messages';

/** A submitted Flow. `answers` travel as a JSON string inside the JSON, as Meta sends them. */
export const flowReply = (answers: JsonObject, flowToken = 'unused'): MessageContent => ({
	type: 'interactive',
	interactive: {
		type: 'nfm_reply',
		nfm_reply: { name: 'flow', body: 'Sent', response_json: JSON.stringify({ flow_token: flowToken, ...answers }) },
	},
});
