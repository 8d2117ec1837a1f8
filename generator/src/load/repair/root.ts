import type { Json, JsonObject } from "../document.js";
import { isObject, put } from "../json.js";
import { below } from "../pointer.js";
import type { Source } from "../source/source.js";
import type { Cursor } from "../walk/walk.js";
import type { Mender } from "./mender.js";
import { operationsOf } from "./path-item.js";

/** Mends what stands at the top of a document. */
export function mendRoot(root: JsonObject, source: Source, mender: Mender): void {
  if (mender.version.family !== "3.1") root.openapi = "3.1.0";
  mendInfo(root, source, mender);
  for (const key of ["servers", "tags", "security"]) mendList(root, key, mender);
  if (Array.isArray(root.tags)) {
    root.tags = root.tags
      .map((tag) => (typeof tag === "string" ? { name: tag } : tag))
      .filter((tag) => isObject(tag) && typeof tag.name === "string");
  }
  if (isObject(root.paths)) mendPaths(root.paths, mender);
  else if (!isObject(root.webhooks)) {
    root.paths = {};
    const message = "The document has no `paths`, so there is nothing to call.";
    mender.warn("", "load/no-paths", message, "Check that it is the whole document.");
  }
}

function mendInfo(root: JsonObject, source: Source, mender: Mender): void {
  const info: JsonObject = isObject(root.info) ? root.info : {};
  if (!isObject(root.info)) {
    root.info = info;
    mender.warn(
      "/info",
      "load/info",
      "The document has no `info`; it is named after its source.",
      "Add `info` with `title` and `version`.",
    );
  }
  for (const [key, fallback] of [
    ["title", () => titleFrom(source)],
    ["version", () => "0.0.0"],
  ] as const) {
    const value = info[key];
    if (typeof value === "string" && value.trim() !== "") continue;
    // YAML reads `version: 1.0` as a number.
    if (typeof value === "number" || typeof value === "boolean") info[key] = mender.literal(`/info/${key}`, value);
    else info[key] = fallback();
  }
  for (const key of ["description", "summary", "termsOfService"]) {
    if (info[key] !== undefined && typeof info[key] !== "string") delete info[key];
  }
}

function titleFrom({ name }: Source): string {
  const file = name
    .split(/[/\\]/)
    .at(-1)!
    .replace(/\.\w+$/, "");
  return /^[\w-]+$/.test(file) ? file : "API";
}

function mendList(root: JsonObject, key: string, mender: Mender): void {
  const value = root[key];
  if (value === undefined || (Array.isArray(value) && value.every(isObject))) return;
  if (key === "tags" && Array.isArray(value)) return;
  const list = (Array.isArray(value) ? value : [value]).filter(isObject);
  if (list.length > 0) root[key] = list;
  else delete root[key];
  if (value !== null)
    mender.repair(`/${key}`, "load/list-expected", `\`${key}\` must be a list of objects.`, "Write a list.");
}

/** Keys of `paths` begin with a slash. */
function mendPaths(paths: JsonObject, mender: Mender): void {
  for (const path of Object.keys(paths)) {
    if (path.startsWith("/") || path.startsWith("x-")) continue;
    const at = below("/paths", path);
    const meant = `/${path}`;
    const item = paths[path] as Json;
    if (!isObject(item) || Object.hasOwn(paths, meant)) {
      delete paths[path];
      for (const [, steps] of isObject(item) ? operationsOf(item) : []) {
        mender.session.skipped.push({ key: `${steps.at(-1)!.toUpperCase()} ${path}`, reason: "not a path" });
      }
      mender.warn(at, "load/path-slash", `\`${path}\` is no path; it is left out.`, "Begin paths with `/`.");
      continue;
    }
    const origin = mender.session.origins.find(mender.root, at);
    if (origin) mender.session.origins.set(item, origin);
    delete paths[path];
    put(paths, meant, item);
    mender.repair(at, "load/path-slash", `The path \`${path}\` is read as \`${meant}\`.`, "Begin paths with `/`.");
  }
}

/** Mends the components' security schemes that were written for Swagger 2.0. */
export function mendScheme(scheme: JsonObject, cursor: Cursor, mender: Mender): void {
  if (scheme.type === "basic") {
    scheme.type = "http";
    scheme.scheme = "basic";
    mender.repair(
      cursor,
      "load/scheme",
      "`type: basic` is Swagger 2.0; it is read as `type: http` with `scheme: basic`.",
      "Write `type: http` and `scheme: basic`.",
    );
  }
  if (!isObject(scheme.flows)) return;
  for (const [old, name] of [
    ["application", "clientCredentials"],
    ["accessCode", "authorizationCode"],
  ] as const) {
    if (scheme.flows[old] === undefined || scheme.flows[name] !== undefined) continue;
    scheme.flows[name] = scheme.flows[old];
    delete scheme.flows[old];
    mender.repair(
      cursor,
      "load/scheme",
      `The flow \`${old}\` is called \`${name}\` since OpenAPI 3.`,
      `Write \`${name}\`.`,
    );
  }
}
