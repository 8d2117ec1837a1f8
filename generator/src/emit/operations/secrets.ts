import {
  childrenOf,
  componentsOf,
  oncePerApi,
  oncePerPart,
  rootsOfOperation,
  schemasOf,
  type Part,
} from "../../model/index.js";
import type { Api, Operation } from "../../model/api.js";
import type { Schema } from "../../model/schema.js";

/** Names of an operation's parameters and members that are passwords by the document's word; sorted. */
export function secretNames(operation: Operation, api: Api): string[] {
  const named = passwordsOf(api);
  if (!named.any) return [];
  const names = new Set(operation.parameters.filter(({ schema }) => isPassword(schema)).map(({ name }) => name));
  const seen = new Set<Schema>();
  const waiting = [...rootsOfOperation(operation)];
  for (let schema = waiting.pop(); schema; schema = waiting.pop()) {
    if (seen.has(schema)) continue;
    seen.add(schema);
    const target = schema.kind === "ref" ? named.components.get(schema.target) : undefined;
    if (target) waiting.push(target);
    if (schema.kind === "object") for (const one of schema.properties) if (isPassword(one.schema)) names.add(one.name);
    waiting.push(...childrenOf(schema));
  }
  return [...names].toSorted();
}

function isPassword(schema: Schema): boolean {
  return schema.kind === "scalar" && schema.type === "string" && schema.format === "password";
}

/** Most APIs have none, and need not be searched operation by operation. */
const passwordsOf = oncePerApi((api) => ({
  components: componentsOf(api),
  any:
    api.schemas.some((one) => mentionsPassword(api, one)) || api.operations.some((one) => mentionsPassword(api, one)),
}));

/** A part holds a password itself. */
const mentionsPassword = oncePerPart((part: Part) => schemasOf(part).some(isPassword));
