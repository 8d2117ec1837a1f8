import { stringLiteral } from "./string.js";

/** ASCII only, as formatters have it: other names stand in quotes. */
const PLAIN = /^[A-Za-z_$][\w$]*$/;
const INDEX = /^(?:0|[1-9]\d{0,8})$/;

/** The key of a member in an interface or type literal. */
export function typeKey(name: string): string {
  return PLAIN.test(name) || INDEX.test(name) ? name : stringLiteral(name);
}

/** The key of a member in an object literal. `__proto__` is computed: written plainly it would set the prototype. */
export function propertyKey(name: string): string {
  return name === "__proto__" ? '["__proto__"]' : typeKey(name);
}

/**
 * A member of an object literal of data. Where every object has a member of that name, such as `constructor`, TypeScript
 * takes the type of that one for what is wanted here, and widens literals that it should keep.
 */
export function dataMember(name: string, text: string): string {
  const isMistaken = OF_ALL_OBJECTS.has(name) && /^["{[]/.test(text);
  return `${propertyKey(name)}: ${text}${isMistaken ? " as const" : ""}`;
}

const OF_ALL_OBJECTS = new Set([
  "constructor",
  "hasOwnProperty",
  "isPrototypeOf",
  "propertyIsEnumerable",
  "toLocaleString",
  "toString",
  "valueOf",
]);
