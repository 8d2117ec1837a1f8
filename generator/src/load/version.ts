import type { JsonObject } from "./document.js";
import { isObject } from "./json.js";
import type { Session } from "./session.js";
import type { Source } from "./source/source.js";

/** The family a document is read as. Later minor versions of 3 are read like the last one known. */
export type Family = "2.0" | "3.0" | "3.1";

export interface Version {
  readonly family: Family;
  /** As the document states it. */
  readonly stated: string;
}

/** What version a document says it is; ends the run for what is no OpenAPI document. */
export function versionOf(source: Source, session: Session): Version {
  const root = source.value;
  const origin = { source, pointer: "" };
  if (!isObject(root)) {
    const is = root === null ? "empty" : Array.isArray(root) ? "a list" : `a ${typeof root}`;
    session.stop(
      {
        code: "load/not-an-object",
        message: `${source.name} is ${is}, not an OpenAPI document.`,
        fix: 'Give a document that begins with `openapi: 3.x` or `swagger: "2.0"`.',
      },
      origin,
    );
  }
  const version = stated(root, source);
  if (version === undefined) session.stop(notOpenapi(root, source.name), origin);
  if (version.text === "") session.stop(notOpenapi(root, source.name), origin);
  const family = familyOf(version.text);
  if (family !== undefined) return { family, stated: version.text };
  session.stop(
    {
      code: "load/version-unsupported",
      message: `Version ${version.text} of OpenAPI cannot be read.`,
      fix: "Convert the document to OpenAPI 3; Swagger 2.0 and OpenAPI 3.0, 3.1 and 3.2 can be read.",
    },
    { source, pointer: `/${version.key}` },
  );
}

/** YAML writes `swagger: 2.0` without quotes, which is a number. */
function stated(root: JsonObject, source: Source): { key: string; text: string } | undefined {
  for (const key of ["openapi", "swagger", "swaggerVersion"]) {
    const value = root[key];
    if (typeof value === "string") return { key, text: value.trim() };
    if (typeof value === "number") return { key, text: source.literal(`/${key}`) ?? String(value) };
  }
  return undefined;
}

/** The family of a version as it is stated. */
export function familyOf(version: string): Family | undefined {
  if (/^2(?:\.0)*$/.test(version)) return "2.0";
  const [, minor] = /^3(?:\.(\d+))?(?:\.|-|$)/.exec(version) ?? [];
  if (minor === undefined) return /^3$/.test(version) ? "3.0" : undefined;
  return minor === "0" ? "3.0" : "3.1";
}

function notOpenapi(root: JsonObject, name: string) {
  const other = [
    ["asyncapi", "an AsyncAPI document"],
    ["overlay", "an Overlay; pass it as `overlays`"],
    ["arazzo", "an Arazzo document"],
    ["discoveryVersion", "a Google Discovery document"],
    ["$schema", "a JSON Schema"],
    ["item", "a Postman collection"],
  ].find(([key]) => Object.hasOwn(root, key!));
  return {
    code: "load/not-openapi",
    message: `${name} is ${other ? other[1]! : "no OpenAPI document: it does not say which version it is"}.`,
    fix: 'Give a document that begins with `openapi: 3.x` or `swagger: "2.0"`.',
  };
}
