export { conditional, also, not } from "./conditions.js";
export { unevaluatedItems, unevaluatedProperties, type Evaluated } from "./evaluated.js";
export { contains } from "./items.js";
export type { Check, Issue, Payload, Schema } from "./judge.js";
export { ifArray, ifNumber, ifObject, ifString, ownMembers } from "./kinds.js";
export { dependentRequired, dependentSchema, patternProperties, propertyCount, propertyNames } from "./members.js";
export { once } from "./once.js";
export { characters, integer, multipleOf, unique, type Bounds } from "./values.js";
export type { EventSchemas, OperationSchemas } from "../contract.js";
