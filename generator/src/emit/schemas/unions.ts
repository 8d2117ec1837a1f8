import type { Json } from "../../load/document.js";
import type { Components } from "../../model/index.js";
import type { Schema, Union } from "../../model/schema.js";
import { jsonLiteral, stringLiteral } from "../code/index.js";
import { areDisjoint, wordsOf } from "./classes.js";
import { asObject } from "./flatten.js";
import { call } from "./text.js";

/** One of several. Null is told apart first, so that the rest can be told apart by a discriminator. */
export function unionText(union: Union, components: Components, text: (schema: Schema) => string): string {
  const members = union.members.filter((member) => member.kind !== "null");
  const whole = ofMembers(union, members, components, text);
  return members.length < union.members.length ? call("nullable", whole) : whole;
}

function ofMembers(
  union: Union,
  members: readonly Schema[],
  components: Components,
  text: (schema: Schema) => string,
): string {
  const [only] = members;
  if (!only) return call("never");
  if (members.length === 1) return text(only);
  const words = members.map((member) => (member.kind === "literal" ? member.value : undefined));
  if (words.every((word) => word !== undefined && typeof word !== "object"))
    return call("literal", `[${words.map((word) => jsonLiteral(word as Json)).join(", ")}]`);
  const list = `[${members.map(text).join(", ")}]`;
  const property = union.discriminator?.property;
  if (property !== undefined && isTold(components, members, property))
    return call("discriminatedUnion", stringLiteral(property), list);
  // Only `oneOf` says that no other may fit.
  const exclusive = union.mode === "oneOf" && !areDisjoint(components, members);
  return call(exclusive ? "xor" : "union", list);
}

/** Whether each member is an object that states a value of its own for the discriminator. */
function isTold(components: Components, members: readonly Schema[], property: string): boolean {
  const seen = new Set<Json>();
  return members.every((member) => {
    const object = asObject(components, member);
    const own = object?.properties.find((one) => one.name === property);
    if (!object || object.implied || object.patterns.length > 0 || !own?.required) return false;
    const words = wordsOf(components, own.schema) ?? [];
    return words.length > 0 && words.every((word) => !seen.has(word) && seen.add(word));
  });
}
