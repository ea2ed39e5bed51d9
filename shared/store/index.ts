export { openStore } from './open';
export type { OpenOptions } from './open';
export { closeIdle } from './connections';
export {
	CorruptRecord,
	InvalidRequest,
	InvalidStoreConfig,
	SchemaMissing,
	SchemaTooNew,
	StoreError,
	StoreUnavailable,
} from './errors';
export type * from './types';
