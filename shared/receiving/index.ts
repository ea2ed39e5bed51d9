export { readSettings } from './readSettings';
export type { KnownSettings } from './readSettings';
export { receive, understand } from './receive';
export { receiveAll } from './receiveAll';
export type { Handed } from './receiveAll';
export { INVITATION } from './judge';
export type { Emitted, OptInFrom, Output, ReceivingOptions } from './types';
