export { blockEntry, optInEntry, optOutEntry } from './entries';
export type { Entry, OptInEntry, OptOutEntry } from './entries';
export { recordEntries } from './recordEntries';
export { statusOf } from './importRow';
