import fc from "fast-check";
import type { Json, JsonObject } from "../../generator/src/load/document.js";
import { shuffled } from "../support/shuffled.js";

/** A change of a document, in place. `pick` chooses among the places where it could be made. */
type Edit = (document: JsonObject, pick: number) => void;

const METHODS = ["get", "post", "put", "delete"];

/** Every object inside a value. */
function objectsIn(value: Json | undefined): JsonObject[] {
  if (typeof value !== "object" || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return [value, ...Object.values(value).flatMap(objectsIn)];
}

const one = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(1, list.length)];
const objectAt = (value: Json | undefined, key: string): JsonObject => {
  const found = (value as JsonObject | undefined)?.[key];
  return typeof found === "object" && found !== null ? (found as JsonObject) : {};
};
const schemasOf = (document: JsonObject) => objectAt(document["components"], "schemas");
const pathsOf = (document: JsonObject) => objectAt(document, "paths");
const placesOf = (document: JsonObject) => objectsIn([pathsOf(document), objectAt(document, "components")]);
const typedIn = (document: JsonObject) => placesOf(document).filter((node) => typeof node["type"] === "string");
const operationsIn = (document: JsonObject) =>
  Object.values(pathsOf(document)).flatMap((path) =>
    METHODS.flatMap((method) => (path as JsonObject)[method] ?? []),
  ) as JsonObject[];

const setting =
  (key: string, value: Json): Edit =>
  (document, pick) => {
    const node = one(typedIn(document), pick);
    if (node) node[key] = value;
  };

const telling =
  (key: string, value: Json): Edit =>
  (document, pick) => {
    const operation = one(operationsIn(document), pick);
    if (operation) operation[key] = value;
  };

const renameComponent =
  (withReferences: boolean): Edit =>
  (document, pick) => {
    const name = one(Object.keys(schemasOf(document)), pick);
    if (name === undefined) return;
    const text = JSON.stringify(document);
    const next = withReferences
      ? text.replaceAll(`"#/components/schemas/${name}"`, `"#/components/schemas/${name}Two"`)
      : text;
    const renamed = JSON.parse(next) as JsonObject;
    for (const key of Object.keys(document)) delete document[key];
    Object.assign(document, renamed);
    const schemas = schemasOf(document);
    schemas[`${name}Two`] = schemas[name]!;
    if (withReferences) delete schemas[name];
  };

/** What people do to documents, and what becomes of them by accident. */
export const EDITS: { readonly [title: string]: Edit } = {
  "describes something": setting("description", "Changed."),
  "deprecates something": setting("deprecated", true),
  "hides a member from requests": setting("readOnly", true),
  "makes a type another one": setting("type", "string"),
  "makes a file of something": setting("format", "binary"),
  "makes a secret of something": setting("format", "password"),
  "gives a default that may not fit": setting("default", "x"),
  "gives values": setting("enum", ["a", "b"]),
  "requires what may be nowhere": setting("required", ["name", "ghost"]),
  "renames an operation": telling("operationId", "listEverything"),
  "takes an id that another one has": telling("operationId", "login"),
  "moves an operation to another tag": telling("tags", ["files"]),
  "asks for no credential": telling("security", []),
  "says something of a limit": telling("description", "No more than 5 requests per second."),
  "adds a parameter"(document, pick) {
    const operation = one(operationsIn(document), pick);
    const parameters = Array.isArray(operation?.["parameters"]) ? operation["parameters"] : [];
    const schema = { $ref: "#/components/schemas/Kind" };
    if (operation) operation["parameters"] = [...parameters, { name: `q${pick % 3}`, in: "query", schema }];
  },
  "adds an operation"(document, pick) {
    const operation = one(operationsIn(document), pick);
    if (operation) pathsOf(document)[`/copies/${pick % 5}`] = { get: structuredClone(operation) };
  },
  "removes a path"(document, pick) {
    const path = one(Object.keys(pathsOf(document)), pick);
    if (path !== undefined) delete pathsOf(document)[path];
  },
  "removes anything"(document, pick) {
    const node = one(placesOf(document), pick);
    const key = one(Object.keys(node ?? {}), pick);
    if (node && key !== undefined) delete node[key];
  },
  "refers to another component"(document, pick) {
    const node = one(
      placesOf(document).filter((found) => typeof found["$ref"] === "string"),
      pick,
    );
    const name = one(Object.keys(schemasOf(document)), Math.floor(pick / 7));
    if (node && String(node["$ref"]).includes("/schemas/") && name !== undefined)
      node["$ref"] = `#/components/schemas/${name}`;
  },
  "adds a member of a component's type"(document, pick) {
    const node = one(
      placesOf(document).filter((found) => Object.hasOwn(found, "properties")),
      pick,
    );
    const name = one(Object.keys(schemasOf(document)), Math.floor(pick / 11));
    if (node && name !== undefined)
      (node["properties"] as JsonObject)[`m${pick % 4}`] = { $ref: `#/components/schemas/${name}` };
  },
  "renames a component": renameComponent(true),
  "doubles a component": renameComponent(false),
  "answers with a component"(document, pick) {
    const operation = one(operationsIn(document), pick);
    const name = one(Object.keys(schemasOf(document)), Math.floor(pick / 3));
    const content = { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } };
    if (operation && name !== undefined) operation["responses"] = { 200: { description: "ok", content } };
  },
  "uploads a component"(document, pick) {
    const operation = one(operationsIn(document), pick);
    const name = one(Object.keys(schemasOf(document)), Math.floor(pick / 5));
    const content = { "multipart/form-data": { schema: { $ref: `#/components/schemas/${name}` } } };
    if (operation && name !== undefined) operation["requestBody"] = { content };
  },
  "puts lines above everything"(document, pick) {
    const info = objectAt(document, "info");
    document["info"] = { "x-note": Array.from({ length: pick % 4 }, () => "line"), ...info };
  },
  "retitles the document": (document, pick) => void (document["info"] = { title: `Title ${pick % 3}`, version: "2" }),
  "changes the credential": (document, pick) =>
    void (document["security"] = [[{ key: [] }], [{ user: [] }], [{ key: [], user: [] }]][pick % 3]!),
  "changes the servers": (document, pick) => void (document["servers"] = [{ url: `https://${pick % 3}.example.com` }]),
  "sorts keys anew"(document, pick) {
    const copy = shuffled(document, pick);
    for (const key of Object.keys(document)) delete document[key];
    Object.assign(document, copy);
  },
};

/** Chains of edits: title and place of each. `others`: titles of edits that are none of the document. */
export const chainsOf = (others: readonly string[] = []) =>
  fc.array(fc.tuple(fc.oneof(fc.constantFrom(...Object.keys(EDITS)), ...others.map(fc.constant)), fc.nat(10_000)), {
    minLength: 2,
    maxLength: 7,
  });
