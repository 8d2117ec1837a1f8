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
  const own = pathParameters(operation, mender);
  const shared = pathParameters(item, mender);
  const declared = new Map([...shared, ...own].map((one) => [String(one.parameter.name), one]));
  const missing = wanted.filter((name) => !declared.has(name));
  const extra = [...declared.values()].filter((one) => !wanted.includes(String(one.parameter.name)));
  if (missing.length === 1 && extra.length === 1 && alike(missing[0]!, String(extra[0]!.parameter.name))) {
    return rename(operation, extra[0]!.parameter, missing[0]!, cursor, mender);
  }
  const superfluous = own.filter((one) => extra.includes(one));
  if (superfluous.length > 0) leaveOut(operation, superfluous, path, cursor, mender);
  for (const name of missing) add(operation, name, path, cursor, mender);
}

/** Path parameters of a path item that its template does not have. */
export function mendSharedPathParameters(path: string, item: JsonObject, cursor: Cursor, mender: Mender): void {
  const wanted = templateNames(path);
  const extra = pathParameters(item, mender).filter((one) => !wanted.includes(String(one.parameter.name)));
  const meant = wanted.some((name) => extra.some((one) => alike(name, String(one.parameter.name))));
  if (extra.length > 0 && !meant) leaveOut(item, extra, path, cursor, mender);
}

interface Found {
  readonly entry: Json;
  readonly parameter: JsonObject;
  readonly index: number;
}

function pathParameters(owner: JsonObject, mender: Mender): Found[] {
  const list = Array.isArray(owner.parameters) ? owner.parameters : [];
  return list.flatMap((entry, index) => {
    const parameter = mender.resolve(entry);
    return parameter?.in === "path" ? [{ entry, parameter, index }] : [];
  });
}

/** `petId`, `pet_id` and `PetID` are one name to whoever wrote them. */
function alike(a: string, b: string): boolean {
  return plain(a) === plain(b);
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z\d]/g, "");
}

/** The name of a path parameter is not sent: the template's is right. */
function rename(operation: JsonObject, parameter: JsonObject, name: string, cursor: Cursor, mender: Mender): void {
  const message = `The path says \`{${name}}\`, its parameter is called \`${String(parameter.name)}\`; they are taken as one.`;
  mender.repair(cursor, "load/path-parameter-name", message, "Use one name.");
  const renamed: JsonObject = { ...parameter, name };
  const list = Array.isArray(operation.parameters) ? operation.parameters : [];
  const index = list.findIndex((entry) => mender.resolve(entry) === parameter);
  const origin = mender.session.origins.get(index === -1 ? parameter : list[index]);
  if (origin) mender.session.origins.set(renamed, origin);
  operation.parameters = index === -1 ? [...list, renamed] : list.with(index, renamed);
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
  owner.parameters = list.filter((entry) => !extra.some((one) => one.entry === entry));
}

/** Whether a value looks like an operation: some member names a method that the specification does not have. */
export function looksLikeOperation(value: Json | undefined): value is JsonObject {
  return isObject(value) && (isObject(value.responses) || typeof value.operationId === "string");
}
