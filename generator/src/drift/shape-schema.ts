import type { JsonObject } from "../load/document.js";
import { put } from "../load/json.js";
import { orNull, type Dialect } from "./dialect.js";
import { typesOf, type Shape } from "./record.js";

/** The schema of what was seen. Nothing in it is required: what was seen once may be missing the next time. */
export function schemaOf(shape: Shape, dialect: Dialect): JsonObject {
  const types = typesOf(shape);
  const others = types.filter((type) => type !== "null");
  // What was only ever null may be anything when it is something.
  if (others.length === 0) return {};
  const schemas = others.map((type) => schemaOfType(type, shape, dialect));
  const [only] = schemas;
  const schema = schemas.length === 1 ? only! : { [dialect.anyOf]: schemas };
  return types.includes("null") ? orNull(schema, dialect) : schema;
}

function schemaOfType(type: string, shape: Shape, dialect: Dialect): JsonObject {
  switch (type) {
    case "object":
      return { type, ...membersOf(shape, dialect) };
    case "array":
      return { type, items: shape.items ? schemaOf(shape.items, dialect) : {} };
    case "string":
      return { type, ...(shape.format && { format: shape.format }), ...(shape.enum && { enum: [...shape.enum] }) };
    default:
      return { type };
  }
}

function membersOf({ properties, additionalProperties }: Shape, dialect: Dialect): JsonObject {
  const members: JsonObject = {};
  if (properties) {
    const schemas: JsonObject = {};
    for (const [name, shape] of Object.entries(properties)) put(schemas, name, schemaOf(shape, dialect));
    members.properties = schemas;
  }
  if (additionalProperties) members.additionalProperties = schemaOf(additionalProperties, dialect);
  return members;
}
