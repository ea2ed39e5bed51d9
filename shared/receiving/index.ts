export { receive, understand } from './receive';
export { INVITATION } from './judge';
export type { Emitted, OptInFrom, Output, ReceivingOptions } from './types';
