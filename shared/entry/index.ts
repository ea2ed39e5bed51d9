export { blockEntry, optInEntry, optOutEntry, takenNevertheless } from './entries';
export type { Entry, OptInEntry, OptOutEntry } from './entries';
export { recordEntries } from './recordEntries';
export { statusOf } from './importRow';
