import type { EventData, MediaType, Operation } from "../api.js";
import { resolve } from "../resolve.js";
import type { ObjectSchema, Property, Schema } from "../schema.js";
import type { Settling } from "./components.js";

/** How many kinds of events one stream is taken apart into; more are left as they are written. */
const KINDS = 200;

/**
 * Server-sent events, as `itemSchema` of OpenAPI 3.2 describes them: `data` is a string to JSON Schema, and what is in it
 * stands in `contentSchema`. Such data is decoded, so the item becomes what its reader is handed: for each kind of event
 * one object, with its data as the value that it is.
 */
export function settleEvents(components: Settling, operations: readonly Operation[]): void {
  for (const operation of operations) {
    for (const { media } of operation.responses) {
      for (const one of media) if (/^text\/event-stream\b/i.test(one.type)) settleItem(components, one);
    }
  }
}

function settleItem(components: Settling, media: MediaType): void {
  const kinds = media.itemSchema && kindsOf(components, media.itemSchema);
  if (!media.itemSchema || !kinds || kinds.length > KINDS) return;
  const node = media as { -readonly [K in keyof MediaType]: MediaType[K] };
  const ends = kinds.map(endOf);
  const end = ends.find((one) => one !== undefined);
  const told = kinds.filter((_, index) => ends[index] === undefined);
  const data = dataOf(components, told);
  if (end !== undefined) node.events = { end };
  if (data === undefined || told.length === 0) return;
  node.events = { ...node.events, data };
  const members = told.map((kind) => decoded(components, kind));
  const { at } = media.itemSchema;
  node.itemSchema = members.length === 1 ? members[0]! : { kind: "union", at, mode: "oneOf", members };
}

/** The objects that a schema comes to: alternatives one by one, each with what holds for all of them. */
function kindsOf(components: Settling, schema: Schema, depth = 0): ObjectSchema[] | undefined {
  const found = resolve(components, schema);
  if (depth > 8) return undefined;
  // A component that is one of them keeps its name for itself: what is made of it here is another type.
  if (found.kind === "object") return [schema.kind === "ref" ? { ...found, at: schema.at } : found];
  if (found.kind === "union") {
    const all = found.members.map((member) => kindsOf(components, member, depth + 1));
    return all.every((one) => one !== undefined) ? all.flat() : undefined;
  }
  if (found.kind !== "intersection") return undefined;
  let kinds: ObjectSchema[] | undefined;
  const alternativesLast = found.members.toSorted((a, b) => Number(a.kind === "union") - Number(b.kind === "union"));
  for (const member of alternativesLast) {
    const more = kindsOf(components, member, depth + 1);
    if (!more || (kinds && kinds.length * more.length > KINDS)) return undefined;
    kinds = kinds ? kinds.flatMap((one) => more.map((other) => merged(one, other))) : more;
  }
  return kinds;
}

/** Both at once. Of a member that both speak of, the second says more than that it is a string, or it says nothing. */
function merged(one: ObjectSchema, other: ObjectSchema): ObjectSchema {
  const properties = new Map<string, Property>();
  for (const property of [...one.properties, ...other.properties]) {
    const known = properties.get(property.name);
    const required = property.required || (known?.required ?? false) || isNeeded(property.name, one, other);
    const schema = known && isBare(property.schema) ? known.schema : property.schema;
    properties.set(property.name, { name: property.name, required, schema });
  }
  return {
    ...one,
    ...other,
    properties: [...properties.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    requiredElsewhere: [...one.requiredElsewhere, ...other.requiredElsewhere]
      .filter((name, index, all) => !properties.has(name) && all.indexOf(name) === index)
      .toSorted(),
    patterns: [...one.patterns, ...other.patterns],
  };
}

const isBare = (schema: Schema): boolean =>
  schema.kind === "unknown" || (schema.kind === "scalar" && schema.format === undefined && schema.limits === undefined);

const isNeeded = (name: string, ...objects: readonly ObjectSchema[]): boolean =>
  objects.some((one) => one.requiredElsewhere.includes(name));

const propertyOf = (kind: ObjectSchema, name: string): Schema | undefined =>
  kind.properties.find((one) => one.name === name)?.schema;

/** `[DONE]` of no event by name: what the stream ends with. */
function endOf(kind: ObjectSchema): string | undefined {
  const data = propertyOf(kind, "data");
  const event = propertyOf(kind, "event");
  if (data?.kind !== "literal" || typeof data.value !== "string" || event?.kind === "literal") return undefined;
  return /^\[[A-Z_]{3,20}\]$/.test(data.value) ? data.value : undefined;
}

/** How the data of each event is read. Undefined: as the text that it is, or nobody can tell. */
function dataOf(components: Settling, kinds: readonly ObjectSchema[]): EventData | undefined {
  const byName = new Map<string, "json" | "text">();
  for (const kind of kinds) {
    const how = contentOf(components, kind) ? "json" : "text";
    for (const name of namesOf(components, kind)) {
      if ((byName.get(name) ?? how) !== how) return undefined;
      byName.set(name, how);
    }
  }
  const all = new Set(byName.values());
  if (!all.has("json")) return undefined;
  return all.size === 1 ? "json" : Object.fromEntries([...byName].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Names of the events of a kind; `""` where it is one without a name, or any. */
function namesOf(components: Settling, kind: ObjectSchema): readonly string[] {
  const event = propertyOf(kind, "event");
  const found = event && resolve(components, event);
  if (found?.kind === "literal") return [String(found.value)];
  return found?.kind === "enum" ? found.values.map(String) : [""];
}

/** What is in the data, where it is JSON. */
function contentOf(components: Settling, kind: ObjectSchema): Schema | undefined {
  const data = propertyOf(kind, "data");
  const found = data && resolve(components, data);
  if (!data || found?.kind !== "scalar" || found.type !== "string") return undefined;
  const { contentMediaType, contentSchema, contentEncoding } = found.limits ?? {};
  if (contentMediaType === undefined || contentEncoding !== undefined) return undefined;
  if (!/[/+]json\b/i.test(contentMediaType)) return undefined;
  return contentSchema ?? { kind: "unknown", at: found.at };
}

function decoded(components: Settling, kind: ObjectSchema): ObjectSchema {
  const content = contentOf(components, kind);
  if (!content) return kind;
  const properties = kind.properties.map((one) => (one.name === "data" ? { ...one, schema: content } : one));
  return { ...kind, properties };
}
