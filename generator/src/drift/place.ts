import type { Json, JsonObject } from "../load/document.js";
import { isObject, member } from "../load/json.js";
import { toSteps } from "../load/pointer.js";
import type { DriftRecord } from "./record.js";
import { objectIn, resolved, type Slot } from "./tree.js";

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/** The schema of an answer. Undefined: the document has no such operation, status or media type. */
export function answerSlot(root: Json, { operationId, status, mediaType }: DriftRecord): Slot | undefined {
  const operation = operationOf(root, operationId);
  const responses = operation && member(operation, "responses");
  if (!isObject(responses)) return undefined;
  const key = Object.keys(responses).find((one) => one.toUpperCase() === status.toUpperCase());
  const response = key === undefined ? undefined : objectIn(resolved(root, { holder: responses, key }));
  if (!response) return undefined;
  // Swagger 2 has one schema for all media types.
  if (isObject(response.schema)) return { holder: response, key: "schema" };
  const content = member(response, "content");
  if (!isObject(content)) return undefined;
  const type = Object.keys(content).find((one) => bare(one) === bare(mediaType));
  const media = type === undefined ? undefined : objectIn(resolved(root, { holder: content, key: type }));
  return media && mediaSlot(root, media, mediaType);
}

/** Of a sequence, the schema of one item. */
function mediaSlot(root: Json, media: JsonObject, mediaType: string): Slot | undefined {
  if (isObject(media.itemSchema)) return { holder: media, key: "itemSchema" };
  if (!isObject(media.schema)) return undefined;
  const slot = { holder: media, key: "schema" };
  if (!/event-stream|jsonl|ndjson|json-seq/.test(mediaType)) return slot;
  const list = objectIn(resolved(root, slot));
  return list && isObject(list.items) ? { holder: list, key: "items" } : slot;
}

function operationOf(root: Json, id: string): JsonObject | undefined {
  const paths = isObject(root) ? member(root, "paths") : undefined;
  if (!isObject(paths)) return undefined;
  for (const path of Object.keys(paths)) {
    const item = objectIn(resolved(root, { holder: paths, key: path }));
    for (const method of METHODS) {
      const operation = item && member(item, method);
      if (!isObject(operation)) continue;
      if (operation.operationId === id || `${method.toUpperCase()} ${path}` === id) return operation;
    }
  }
  return undefined;
}

function bare(type: string): string {
  return type.split(";", 1)[0]!.trim().toLowerCase();
}

/** The schemas that a path of a drift log leads to. Several where members of a union have the same property. */
export function slotsAt(root: Json, start: Slot, path: string): Slot[] {
  let slots = [start];
  for (const step of toSteps(path)) slots = slots.flatMap((slot) => stepInto(root, slot, step));
  return slots;
}

function stepInto(root: Json, slot: Slot, step: string): Slot[] {
  const parts = partsOf(root, slot);
  const named = parts.flatMap((part) => ownMember(part, "properties", step));
  if (named.length > 0) return named;
  const patterns = parts.flatMap(({ patternProperties }) =>
    isObject(patternProperties)
      ? Object.keys(patternProperties).map((key) => ({ holder: patternProperties, key }))
      : [],
  );
  const items = parts.flatMap((part) => (isObject(part.items) ? [{ holder: part, key: "items" }] : []));
  const places = parts.flatMap(({ prefixItems }) =>
    Array.isArray(prefixItems) ? prefixItems.map((_, index) => ({ holder: prefixItems, key: String(index) })) : [],
  );
  const others = parts.flatMap((part) =>
    isObject(part.additionalProperties) ? [{ holder: part, key: "additionalProperties" }] : [],
  );
  return step === "*" ? [...items, ...places, ...patterns, ...others] : [];
}

function ownMember(part: JsonObject, key: string, name: string): Slot[] {
  const members = member(part, key);
  return isObject(members) && isObject(member(members, name)) ? [{ holder: members, key: name }] : [];
}

/** A schema and all it is composed of, references followed. */
export function partsOf(root: Json, slot: Slot): JsonObject[] {
  const parts = new Set<JsonObject>();
  const visit = (one: Slot): void => {
    const schema = objectIn(resolved(root, one));
    if (!schema || parts.has(schema)) return;
    parts.add(schema);
    for (const key of COMPOSING) {
      const members = member(schema, key);
      if (Array.isArray(members)) for (const index of members.keys()) visit({ holder: members, key: String(index) });
    }
  };
  visit(slot);
  return [...parts];
}

const COMPOSING = ["allOf", "anyOf", "oneOf", "x-anyOf", "x-oneOf"];
