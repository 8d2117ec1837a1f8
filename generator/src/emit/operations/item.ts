import type { Schema } from "../../model/schema.js";

type Components = ReadonlyMap<string, Schema>;
const DEEPEST = 40;

/** Schema of one item of a page: `pointer` leads to the list (or map) in the body. Undefined: the schema does not say. */
export function itemOf(body: Schema, pointer: string, isMap: boolean, components: Components): Schema | undefined {
  const tokens =
    pointer === ""
      ? []
      : pointer
          .slice(1)
          .split("/")
          .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  const list = walk(body, tokens, components, 0);
  return list && members(list, isMap, components, 0);
}

function walk(schema: Schema, tokens: readonly string[], components: Components, depth: number): Schema | undefined {
  const [token, ...rest] = tokens;
  if (token === undefined) return schema;
  const next = within(schema, token, components, depth);
  return next && walk(next, rest, components, depth + 1);
}

/** One step into a property or an index; through references, unions and intersections. */
function within(schema: Schema, token: string, components: Components, depth: number): Schema | undefined {
  if (depth > DEEPEST) return undefined;
  switch (schema.kind) {
    case "ref":
      return through(schema.target, components, (target) => within(target, token, components, depth + 1));
    case "object":
      return schema.properties.find((one) => one.name === token)?.schema ?? schema.additional;
    case "array":
      return /^\d+$/.test(token) ? schema.items : undefined;
    case "tuple":
      return schema.prefix[Number(token)];
    case "union":
    case "intersection":
      return together(schema, schema.members, (member) => within(member, token, components, depth + 1));
    default:
      return undefined;
  }
}

/** What is in a list or a map. */
function members(schema: Schema, isMap: boolean, components: Components, depth: number): Schema | undefined {
  if (depth > DEEPEST) return undefined;
  switch (schema.kind) {
    case "ref":
      return through(schema.target, components, (target) => members(target, isMap, components, depth + 1));
    case "array":
      return schema.items;
    case "tuple":
      return together(
        { ...schema, kind: "union", mode: "anyOf", members: [] },
        [...schema.prefix, ...(schema.rest ? [schema.rest] : [])],
        (one) => one,
      );
    case "object":
      return isMap ? (schema.additional ?? schema.patterns[0]?.schema ?? schema.properties[0]?.schema) : undefined;
    case "union":
    case "intersection":
      return together(schema, schema.members, (member) => members(member, isMap, components, depth + 1));
    default:
      return undefined;
  }
}

function through(
  target: string,
  components: Components,
  next: (schema: Schema) => Schema | undefined,
): Schema | undefined {
  const schema = components.get(target);
  return schema && next(schema);
}

/** What the members of a union have in that place, or the first that a part of an intersection has. */
function together(
  whole: Schema,
  all: readonly Schema[],
  next: (schema: Schema) => Schema | undefined,
): Schema | undefined {
  const found = all.map(next).filter((one) => one !== undefined);
  const [first] = found;
  if (!first || found.length === 1 || whole.kind === "intersection") return first;
  return { kind: "union", mode: "anyOf", at: whole.at, members: found };
}
