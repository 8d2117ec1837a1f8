import type { Json, JsonObject } from "../document.js";
import { isObject } from "../json.js";
import { below } from "../pointer.js";
import type { Cursor } from "../walk/walk.js";
import type { Mender } from "./mender.js";

/** Names in braces in a path template, in order, once each. */
export function templateNames(path: string): string[] {
  return [...new Set([...path.matchAll(/\{([^{}]*)\}/g)].map((match) => match[1]!).filter((name) => name !== ""))];
}

/** Makes the path parameters of an operation those of its path: adds what is missing, leaves out what has no place. */
export function mendPathParameters(
  path: string,
  item: JsonObject,
  operation: JsonObject,
  cursor: Cursor,
  mender: Mender,
): void {
  const wanted = templateNames(path);
  mendOwner(path, wanted, operation, cursor, mender);
  const declared = new Set([item, operation].flatMap((owner) => pathParameters(owner, mender).map(nameOf)));
  for (const name of wanted) if (!declared.has(name)) add(operation, name, path, cursor, mender);
}

/** The same for what a path item says for all its operations; what is missing there, they may have. */
export function mendSharedPathParameters(path: string, item: JsonObject, cursor: Cursor, mender: Mender): void {
  mendOwner(path, templateNames(path), item, cursor, mender);
}

/** Gives the names of the path to parameters that nearly have them, and leaves out those that the path does not have. */
function mendOwner(path: string, wanted: readonly string[], owner: JsonObject, cursor: Cursor, mender: Mender): void {
  const found = pathParameters(owner, mender);
  const known = new Set(found.map(nameOf));
  const extra = found.filter((one) => !wanted.includes(nameOf(one)));
  const useless: Found[] = [];
  for (const one of extra) {
    const meant = wanted.find((name) => !known.has(name) && alike(name, nameOf(one)));
    if (meant === undefined) useless.push(one);
    else {
      known.add(meant);
      rename(owner, one, meant, cursor, mender);
    }
  }
  if (useless.length > 0) leaveOut(owner, useless, path, cursor, mender);
}

interface Found {
  readonly parameter: JsonObject;
  readonly index: number;
}

function pathParameters(owner: JsonObject, mender: Mender): Found[] {
  const list = Array.isArray(owner.parameters) ? owner.parameters : [];
  return list.flatMap((entry, index) => {
    const parameter = mender.resolve(entry);
    return parameter?.in === "path" ? [{ parameter, index }] : [];
  });
}

function nameOf({ parameter }: Found): string {
  return String(parameter.name);
}

/** `petId`, `pet_id`, `PetID`, `+petId`, `petId*` and `petId:int` are one name to whoever wrote them. */
function alike(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(name: string): string {
  return name
    .replace(/[:=*].*$/, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, "");
}

/** The name of a path parameter is not sent: the template's is right. */
function rename(owner: JsonObject, { parameter, index }: Found, name: string, cursor: Cursor, mender: Mender): void {
  const at = below(below(cursor.pointer(), "parameters"), index);
  const message = `The path says \`{${name}}\`, its parameter is called \`${String(parameter.name)}\`; they are taken as one.`;
  mender.repair(at, "load/path-parameter-name", message, "Use one name.");
  const renamed: JsonObject = { ...parameter, name };
  mender.sameOrigin(renamed, cursor, "parameters", index);
  owner.parameters = (owner.parameters as Json[]).with(index, renamed);
}

function add(operation: JsonObject, name: string, path: string, cursor: Cursor, mender: Mender): void {
  const message = `\`{${name}}\` of ${path} is declared nowhere; it is added as text.`;
  mender.warn(cursor, "load/path-parameter-added", message, `Declare a parameter \`${name}\` with \`in: path\`.`);
  const list = Array.isArray(operation.parameters) ? operation.parameters : [];
  operation.parameters = [...list, { name, in: "path", required: true, schema: { type: "string" } }];
}

function leaveOut(owner: JsonObject, extra: readonly Found[], path: string, cursor: Cursor, mender: Mender): void {
  const list = owner.parameters as Json[];
  const at = below(cursor.pointer(), "parameters");
  for (const { parameter, index } of extra) {
    const message = `The path parameter \`${String(parameter.name)}\` does not occur in ${path}; it is left out.`;
    mender.warn(below(at, index), "load/path-parameter-unused", message, "Remove it, or put it into the path.");
  }
  mender.session.origins.pin(mender.root, at, list);
  owner.parameters = list.filter((_, index) => !extra.some((one) => one.index === index));
}

/** Whether a value looks like an operation: some member names a method that the specification does not have. */
export function looksLikeOperation(value: Json | undefined): value is JsonObject {
  return isObject(value) && (isObject(value.responses) || typeof value.operationId === "string");
}
