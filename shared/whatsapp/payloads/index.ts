export { changeSchema, contactSchema, entrySchema, envelopeSchema, valueSchema } from './envelope';
export type { ChangeValue, PayloadContact } from './envelope';
export { messageSchema } from './message';
export type { PayloadContent, PayloadMessage } from './message';
export { idUpdateSchema, preferenceSchema } from './preference';
export { statusSchema } from './status';
export type { PayloadStatus } from './status';
