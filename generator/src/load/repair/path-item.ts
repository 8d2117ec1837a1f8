import type { Json, JsonObject } from "../document.js";
import { isObject, objectAt, put } from "../json.js";
import { below } from "../pointer.js";
import { METHODS } from "../walk/shapes.js";
import type { Cursor } from "../walk/walk.js";
import type { Mender } from "./mender.js";
import { mendParameterList, takeBody } from "./parameters.js";
import { looksLikeOperation, mendPathParameters, mendSharedPathParameters } from "./path-template.js";

const MEMBERS: ReadonlySet<string> = new Set([
  ...METHODS,
  "$ref",
  "summary",
  "description",
  "servers",
  "parameters",
  "additionalOperations",
]);

/** Mends a path item and the parameters of its operations, which can only be judged together. */
export function mendPathItem(item: JsonObject, cursor: Cursor, mender: Mender): void {
  for (const key of Object.keys(item))
    if (!MEMBERS.has(key) && !key.startsWith("x-")) mendMethod(item, key, cursor, mender);
  mendAdditional(item, cursor, mender);
  mendParameterList(item, cursor, mender);
  // Keys of webhooks and callbacks are no templates.
  const path = cursor.steps.length === 2 && cursor.steps[0] === "paths" ? String(cursor.steps[1]) : undefined;
  if (path !== undefined) mendSharedPathParameters(path, item, cursor, mender);
  for (const [operation, steps] of operationsOf(item)) {
    const at = under(cursor, steps);
    takeBody(operation, at, mender);
    mendParameterList(operation, at, mender);
    if (path !== undefined) mendPathParameters(path, item, operation, at, mender);
  }
}

/** Every operation of a path item with the steps to it. */
export function operationsOf(item: JsonObject): [JsonObject, string[]][] {
  const fixed = METHODS.map((method): [Json | undefined, string[]] => [item[method], [method]]);
  const { additionalOperations } = item;
  const named = Object.entries(isObject(additionalOperations) ? additionalOperations : {}).map(
    ([method, operation]): [Json, string[]] => [operation, ["additionalOperations", method]],
  );
  return [...fixed, ...named].filter((entry): entry is [JsonObject, string[]] => isObject(entry[0]));
}

/** `GET` in capitals, and methods that OpenAPI has no member for. */
function mendMethod(item: JsonObject, key: string, cursor: Cursor, mender: Mender): void {
  const value = item[key] as Json;
  const at = below(cursor.pointer(), key);
  const method = key.toLowerCase();
  if (METHODS.some((one) => one === method) && isObject(value) && item[method] === undefined) {
    move(item, key, item, method, cursor, mender);
    mender.repair(at, "load/method-case", `\`${key}\` is read as \`${method}\`.`, "Write methods in lower case.");
  } else if (/^[A-Za-z][\w-]*$/.test(key) && looksLikeOperation(value)) {
    move(item, key, objectAt(item, "additionalOperations"), key.toUpperCase(), cursor, mender);
    const message = `\`${key}\` is no method that a path item has; it is read as the method ${key.toUpperCase()}.`;
    mender.warn(at, "load/method-unknown", message, "Use `additionalOperations` of OpenAPI 3.2.");
  } else {
    delete item[key];
    if (value === null) return;
    mender.warn(
      at,
      "load/unknown-member",
      `\`${key}\` is nothing that a path item has; it is left out.`,
      "Remove it, or begin its name with `x-`.",
    );
  }
}

/** A method with a member of its own belongs there. */
function mendAdditional(item: JsonObject, cursor: Cursor, mender: Mender): void {
  const { additionalOperations } = item;
  if (!isObject(additionalOperations)) return;
  for (const key of Object.keys(additionalOperations)) {
    const method = key.toLowerCase();
    if (!METHODS.some((one) => one === method)) continue;
    const at = below(below(cursor.pointer(), "additionalOperations"), key);
    if (item[method] !== undefined) {
      delete additionalOperations[key];
      const path = String(cursor.steps.at(-1));
      mender.session.skipped.push({ key: `${key.toUpperCase()} ${path}`, reason: "the method is there twice" });
      mender.warn(
        at,
        "load/method-twice",
        `\`${key}\` is the method of \`${method}\` again; it is left out.`,
        "Keep one of them.",
      );
      continue;
    }
    move(additionalOperations, key, item, method, under(cursor, ["additionalOperations"]), mender);
    mender.repair(
      at,
      "load/method-case",
      `\`${key}\` is read as the member \`${method}\`.`,
      `Move it to \`${method}\`.`,
    );
  }
}

function move(from: JsonObject, key: string, to: JsonObject, name: string, cursor: Cursor, mender: Mender): void {
  const value = from[key] as Json;
  mender.sameOrigin(value, cursor, key);
  delete from[key];
  put(to, name, value);
}

function under(cursor: Cursor, steps: readonly string[]): Cursor {
  const all = [...cursor.steps, ...steps];
  return { steps: all, pointer: () => steps.reduce(below, cursor.pointer()) };
}
