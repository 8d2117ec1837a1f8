import type { Json } from "../../load/document.js";
import { type Components, resolve } from "../../model/index.js";
import type { Schema } from "../../model/schema.js";

const ALL: readonly string[] = ["string", "number", "boolean", "null", "array", "object"];

/** The types of JSON that values of a schema can have. */
function classesOf(components: Components, schema: Schema, depth = 0): readonly string[] {
  const inner = resolve(components, schema);
  if (inner.implied || depth > 8) return ALL;
  switch (inner.kind) {
    case "scalar":
      return [inner.type === "integer" ? "number" : inner.type];
    case "literal":
      return [classOf(inner.value)];
    case "enum":
      return [...new Set(inner.values.map(classOf))];
    case "null":
    case "object":
    case "array":
      return [inner.kind];
    case "tuple":
      return ["array"];
    case "never":
      return [];
    case "union":
      return [...new Set(inner.members.flatMap((member) => classesOf(components, member, depth + 1)))];
    case "intersection":
      return inner.members
        .map((member) => classesOf(components, member, depth + 1))
        .reduce((both, one) => both.filter((name) => one.includes(name)), ALL);
    default:
      return ALL;
  }
}

function classOf(value: Json): string {
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** Whether no value fits two of these schemas for sure: their values are of different types, or different words. */
export function areDisjoint(components: Components, schemas: readonly Schema[]): boolean {
  return schemas.every((one, index) => schemas.slice(index + 1).every((other) => areApart(components, one, other)));
}

function areApart(components: Components, a: Schema, b: Schema): boolean {
  const types = classesOf(components, a);
  if (classesOf(components, b).every((one) => !types.includes(one))) return true;
  const [left, right] = [wordsOf(components, a), wordsOf(components, b)];
  return left !== undefined && right !== undefined && left.every((word) => !right.includes(word));
}

/** The values of a schema of simple literals. */
export function wordsOf(components: Components, schema: Schema): readonly Json[] | undefined {
  const inner = resolve(components, schema);
  const values =
    inner.kind === "literal"
      ? [inner.value]
      : inner.kind === "enum"
        ? inner.values
        : inner.kind === "union"
          ? inner.members.flatMap((member) => (member.kind === "literal" ? [member.value] : [undefined]))
          : [undefined];
  return values.every((value) => value !== undefined && typeof value !== "object") ? (values as Json[]) : undefined;
}
