import type { MessageContent } from './messages';

/** Words typed by the person. For a forwarded message pass `context: { forwarded: true }` to `inbound`. */
export const text = (body: string): MessageContent => ({ type: 'text', text: { body } });
