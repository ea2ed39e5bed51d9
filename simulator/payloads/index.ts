/** Webhook payloads in Meta's shapes, by the door they come through. Pure: ids and times are arguments. */
export * from './envelope';
export * from './messages';
export * from './text';
export * from './taps';
export * from './flow';
export * from './media';
export * from './changes';
export * from './preferences';
export * from './statuses';
export * from './identity';
export * from './echoes';
export * from './unknown';
export * from './account';
