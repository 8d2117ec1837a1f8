import type { Operation } from "../model/api.js";
import { isIdentifier } from "../emit/code/index.js";
import { compare } from "./order.js";
import { RESERVED_ARGUMENTS } from "./reserved.js";

/** `in:name`, the key of `OperationNames.parameters`. */
export const parameterId = (parameter: { readonly in: string; readonly name: string }): string =>
  `${parameter.in}:${parameter.name}`;

const FIRST = ["query", "path", "header", "cookie", "querystring"];

/**
 * Keys of the argument object. Wire names are kept; where two parameters share one, the query one keeps it and the
 * others say where they travel.
 */
export function nameParameters(operation: Operation): ReadonlyMap<string, string> {
  const keys = new Map<string, string>();
  const wire = new Set(operation.parameters.map((one) => one.name));
  const taken = new Set<string>(RESERVED_ARGUMENTS);
  const inOrder = operation.parameters.toSorted(
    (a, b) => FIRST.indexOf(a.in) - FIRST.indexOf(b.in) || compare(a.name, b.name),
  );
  for (const parameter of inOrder) {
    const given = parameter.extensions["x-sdkwright-name"];
    const asked = typeof given === "string" && isIdentifier(given) && !taken.has(given) && !wire.has(given);
    let key = asked ? given : parameter.name;
    if (taken.has(key)) {
      key = `${key}_${parameter.in}`;
      while (taken.has(key) || wire.has(key)) key += "_";
    }
    taken.add(key);
    keys.set(parameterId(parameter), key);
  }
  return keys;
}
