export type { Identifiers, IdentifierInput, IdKey, ParsedIdentifier } from './types';
export { isUserId } from './bsuid';
export { parsePhone } from './phone';
export { countriesOf } from './country';
export { variantsOf } from './variants';
export { contactOf, idKeys, identifiersOf, parseIdentifier } from './parse';
