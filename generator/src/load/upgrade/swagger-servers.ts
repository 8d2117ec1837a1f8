import type { JsonObject } from "../document.js";
import { isObject, put } from "../json.js";
import type { Source } from "../source/source.js";
import { textList } from "./swagger-body.js";

/** Sets `servers` from `host`, `basePath` and `schemes`. */
export function upgradeServers(root: JsonObject, source: Source): void {
  if (Array.isArray(root["x-servers"])) {
    root.servers = root["x-servers"];
    return;
  }
  const templated = root["x-ms-parameterized-host"];
  const servers = isObject(templated)
    ? templatedServers(root, templated)
    : plainServers(root, source, schemesOf(root, source));
  if (servers.length > 0) root.servers = servers;
}

/** Servers of an operation with schemes of its own; undefined when they are the document's. */
export function serversFrom(
  root: JsonObject,
  source: Source,
  schemes: readonly string[] | undefined,
): JsonObject[] | undefined {
  if (schemes === undefined || typeof root.host !== "string") return undefined;
  const usual = schemesOf(root, source);
  if (schemes.length === usual.length && schemes.every((scheme) => usual.includes(scheme))) return undefined;
  return plainServers(root, source, schemes);
}

/** Without `schemes`, those the document itself came by; https for what is no download. */
function schemesOf(root: JsonObject, source: Source): readonly string[] {
  const stated = textList(root.schemes) ?? [];
  if (stated.length > 0) return stated;
  return [source.uri.startsWith("http:") ? "http" : "https"];
}

function plainServers(root: JsonObject, source: Source, schemes: readonly string[]): JsonObject[] {
  const path = typeof root.basePath === "string" ? root.basePath.replace(/\/$/, "") : "";
  const base = path === "" || path.startsWith("/") ? path : `/${path}`;
  if (typeof root.host === "string" && root.host !== "") {
    const host = root.host.replace(/^\w+:\/\//, "").replace(/\/$/, "");
    return schemes.map((scheme) => ({ url: `${scheme}://${host}${base}` }));
  }
  if (/^https?:/.test(source.uri)) return [{ url: `${new URL(source.uri).origin}${base}` }];
  return base === "" ? [] : [{ url: base }];
}

function templatedServers(root: JsonObject, host: JsonObject): JsonObject[] {
  const template = typeof host.hostTemplate === "string" ? host.hostTemplate : "";
  const path = typeof root.basePath === "string" ? root.basePath.replace(/\/$/, "") : "";
  const variables: JsonObject = {};
  for (const parameter of Array.isArray(host.parameters) ? host.parameters : []) {
    if (!isObject(parameter) || typeof parameter.name !== "string") continue;
    const values = textList(parameter.enum) ?? [];
    const fallback = typeof parameter.default === "string" ? parameter.default : (values[0] ?? "");
    put(variables, parameter.name, {
      default: fallback,
      ...(values.length > 0 ? { enum: values } : {}),
      ...(typeof parameter.description === "string" ? { description: parameter.description } : {}),
    });
  }
  const schemes =
    host.useSchemePrefix === false ? [""] : (textList(root.schemes) ?? ["https"]).map((one) => `${one}://`);
  return schemes.map((scheme) => ({ url: `${scheme}${template}${path}`, variables }));
}
