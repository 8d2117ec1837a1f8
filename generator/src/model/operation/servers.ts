import type { Json } from "../../load/document.js";
import type { Server, ServerVariable } from "../api.js";
import { below, defined, entries, isObject, list, member, prose } from "../raw.js";
import { scalarText } from "./info.js";
import type { DocumentReader } from "./reader.js";

/** Servers in the document's order. Undefined: none stated. */
export function serversOf(reader: DocumentReader, json: Json | undefined, at: string): Server[] | undefined {
  if (json === undefined) return undefined;
  if (!Array.isArray(json)) {
    reader.warn("model/servers", "`servers` must be a list; it is ignored.", at, "Write a list.");
    return undefined;
  }
  const servers = json.flatMap((raw, index) => {
    const url = prose(member(raw, "url"));
    const place = below(at, index);
    if (url === undefined) {
      reader.warn("model/servers", "A server without a URL is left out.", place, "Set `url`.");
      return [];
    }
    const variables = serverVariables(reader, raw, { url, at: place });
    return [
      defined({ url, name: prose(member(raw, "name")), description: prose(member(raw, "description")), variables }),
    ];
  });
  return servers.length > 0 ? servers : undefined;
}

function serverVariables(
  reader: DocumentReader,
  raw: Json,
  { url, at }: { url: string; at: string },
): ServerVariable[] {
  const place = below(at, "variables");
  const declared = entries(member(raw, "variables")).flatMap(([name, variable]) => {
    if (!isObject(variable)) return [];
    const values = list(variable.enum).flatMap((value) => scalarText(value) ?? []);
    const fallback = scalarText(variable.default);
    if (fallback === undefined) {
      reader.warn(
        "model/server-variable",
        `The server variable ${JSON.stringify(name)} has no default.`,
        below(place, name),
        "Set `default`.",
      );
    }
    const description = prose(variable.description);
    return [
      defined({
        name,
        default: fallback ?? values[0] ?? "",
        enum: values.length > 0 ? values : undefined,
        description,
      }),
    ];
  });
  const known = new Set(declared.map(({ name }) => name));
  const missing = [...new Set(Array.from(url.matchAll(/\{([^{}]+)\}/g), ([, name = ""]) => name))].filter(
    (name) => !known.has(name),
  );
  for (const name of missing) {
    reader.warn(
      "model/server-variable",
      `The server variable ${JSON.stringify(name)} is not declared.`,
      at,
      "Declare it under `variables`.",
    );
  }
  return [...declared, ...missing.map((name) => ({ name, default: "" }))].toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}
