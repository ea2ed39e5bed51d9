export { allowedNow } from './allowedNow';
export { askGate } from './gate';
export type { GateAnswer, GateQuestion } from './gate';
export { templateCategory } from './templateCategory';
export type { TemplateCategory, TemplateLookup } from './templateCategory';
export { noteTemplates, templateChanges } from './templateChange';
export type { TemplateCacheWrite, TemplateUpdate } from './templateChange';
export { templateKey } from './templateKey';
export type { TemplateName } from './templateKey';
