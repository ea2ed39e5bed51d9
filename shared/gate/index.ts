export { askGate } from './gate';
export type { GateAnswer, GateQuestion } from './gate';
export { templateCategory } from './templateCategory';
export type { TemplateLookup } from './templateCategory';
