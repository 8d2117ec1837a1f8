import type { Json, JsonObject } from "../load/document.js";
import { isObject, member, objectAt, put } from "../load/json.js";
import { orNull, withAlternative, type Dialect } from "./dialect.js";
import { partsOf } from "./place.js";
import { typesOf, type Shape } from "./record.js";
import { schemaOf } from "./shape-schema.js";
import { fill, objectIn, type Slot } from "./tree.js";

/** The document that is changed, and how it writes things. */
export interface Target {
  readonly root: Json;
  readonly dialect: Dialect;
  /** Told of each object and list that is changed, and what was in its place. */
  readonly note: (changed: object, before?: object) => void;
  /** What has been taken from schemas already: names that were required, keywords. Many answers share one schema. */
  readonly taken: WeakMap<object, Set<string>>;
}

/** Lets a schema take what was seen, too. */
export function widen(target: Target, slot: Slot, shape: Shape): void {
  for (const type of typesOf(shape)) {
    const parts = partsOf(target.root, slot);
    if (takes(parts, type)) widenWithin(target, parts, shape, type);
    else replace(target, slot, (schema) => withType(schema, type, shape, target.dialect));
  }
}

function replace({ note }: Target, slot: Slot, make: (schema: JsonObject) => JsonObject): void {
  const schema = objectIn(slot);
  if (!schema) return;
  const made = make(schema);
  fill(slot, made);
  note(made, schema);
}

/** Adds a property that the document does not have, or lets one that it has take what was seen. */
export function addProperty(target: Target, object: JsonObject, name: string, shape: Shape): void {
  const properties = objectAt(object, "properties");
  if (isObject(member(properties, name))) widen(target, { holder: properties, key: name }, shape);
  else {
    put(properties, name, schemaOf(shape, target.dialect));
    target.note(properties);
  }
}

function takes(parts: readonly JsonObject[], type: string): boolean {
  if (type === "null" && parts.some((part) => part.nullable === true || part["x-nullable"] === true)) return true;
  const types = parts.flatMap(typesTaken);
  // What is said to be nothing in particular may be anything.
  return types.length === 0 || types.includes(type) || (type === "integer" && types.includes("number"));
}

/** The types that a schema states, or that its keywords imply. */
function typesTaken(part: JsonObject): Json[] {
  if (part.type !== undefined) return Array.isArray(part.type) ? part.type : [part.type];
  if (isObject(part.properties) || isObject(part.additionalProperties)) return ["object"];
  if (part.items !== undefined) return ["array"];
  const values = Array.isArray(part.enum) ? part.enum : part.const === undefined ? [] : [part.const];
  return values.map((value) => (value === null ? "null" : Number.isInteger(value) ? "integer" : typeof value));
}

function withType(schema: JsonObject, type: string, shape: Shape, dialect: Dialect): JsonObject {
  if (type === "null") return orNull(schema, dialect);
  if (type === "number" && typesTaken(schema).includes("integer")) {
    const { format: _format, type: types, ...rest } = schema;
    return { ...rest, type: Array.isArray(types) ? types.map((one) => (one === "integer" ? type : one)) : type };
  }
  const { enum: _enum, ...plain } = shape;
  return withAlternative(schema, schemaOf({ ...plain, type }, dialect), dialect.anyOf);
}

/** What is within objects and lists that are taken already. */
function widenWithin(target: Target, parts: readonly JsonObject[], shape: Shape, type: string): void {
  if (type === "object") {
    for (const [name, inner] of Object.entries(shape.properties ?? {})) {
      const owner = parts.find((part) => isObject(part.properties) && Object.hasOwn(part.properties, name));
      const object = owner ?? parts.find((part) => isObject(part.properties));
      if (object) addProperty(target, object, name, inner);
    }
  } else if (type === "array" && shape.items) {
    const list = parts.find((part) => isObject(part.items));
    if (list && Object.keys(list.items as JsonObject).length > 0)
      widen(target, { holder: list, key: "items" }, shape.items);
    else if (list) {
      list.items = schemaOf(shape.items, target.dialect);
      target.note(list);
    }
  }
}
