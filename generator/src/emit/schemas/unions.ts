import type { Json } from "../../load/document.js";
import { type Components, resolve, travels } from "../../model/index.js";
import type { Schema, Union } from "../../model/schema.js";
import { jsonLiteral, stringLiteral } from "../code/index.js";
import type { Direction } from "../types/index.js";
import { areDisjoint, wordsOf } from "./classes.js";
import { asObject } from "./flatten.js";
import { call, HIDDEN } from "./text.js";

export interface UnionTools {
  readonly components: Components;
  readonly direction: Direction;
  text(member: Schema): string;
}

/** One of several. Null is told apart first, so that the rest can be told apart by a discriminator. */
export function unionText(union: Union, tools: UnionTools): string {
  const members = union.members.filter((member) => member.kind !== "null");
  const whole = ofMembers(union, members, tools);
  return members.length < union.members.length ? call("nullable", whole) : whole;
}

function ofMembers(union: Union, members: readonly Schema[], tools: UnionTools): string {
  const { components, text } = tools;
  const [only] = members;
  if (!only) return call("never");
  if (members.length === 1) return text(only);
  const words = members.map((member) => (member.kind === "literal" ? member.value : undefined));
  if (words.every((word) => word !== undefined && typeof word !== "object"))
    return call("literal", `[${words.map((word) => jsonLiteral(word as Json)).join(", ")}]`);
  const list = `[${members.map(text).join(", ")}]`;
  const property = union.discriminator?.property;
  if (property !== undefined && isTold(tools, members, property))
    return call("discriminatedUnion", stringLiteral(property), list);
  // Only `oneOf` says that no other may fit, and whether one does may lie in what is not sent.
  const exclusive =
    union.mode === "oneOf" && !areDisjoint(components, members) && members.every((one) => isWhole(tools, one));
  return call(exclusive ? "xor" : "union", list);
}

/** Whether each member is an object that states a value of its own for the discriminator, in this direction. */
function isTold({ components, direction }: UnionTools, members: readonly Schema[], property: string): boolean {
  if (property === HIDDEN) return false;
  const seen = new Set<Json>();
  return members.every((member) => {
    const object = asObject(components, member, direction);
    const own = object?.properties.find((one) => one.name === property);
    if (
      !object ||
      object.implied ||
      object.patterns.length > 0 ||
      !own?.required ||
      !travels(components, own.schema, direction)
    )
      return false;
    const words = wordsOf(components, own.schema) ?? [];
    return words.length > 0 && words.every((word) => !seen.has(word) && seen.add(word));
  });
}

/** Whether no member of an object is left out in this direction. */
function isWhole(tools: UnionTools, schema: Schema, seen = new Set<Schema>()): boolean {
  const inner = resolve(tools.components, schema);
  if (seen.has(inner)) return true;
  seen.add(inner);
  if (inner.kind === "intersection") return inner.members.every((one) => isWhole(tools, one, seen));
  if (inner.kind !== "object") return true;
  return inner.properties.every((one) => travels(tools.components, one.schema, tools.direction));
}
