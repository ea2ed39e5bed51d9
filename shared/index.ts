/** The library face: the same domain that the nodes use, for scripts, tests and benchmarks. No n8n needed. */
export { decide, fold } from './consent';
export type * from './consent';
export type { IdentifierInput, Identifiers } from './identity';
