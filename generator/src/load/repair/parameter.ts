import type { JsonObject } from "../document.js";
import { isObject } from "../json.js";
import { below } from "../pointer.js";
import { takeSchema } from "../upgrade/swagger-parameter.js";
import type { Cursor } from "../walk/walk.js";
import type { Mender } from "./mender.js";

const PLACES = new Set(["path", "query", "header", "cookie", "querystring"]);

const STYLES: { readonly [place: string]: readonly string[] } = {
  path: ["simple", "label", "matrix"],
  query: ["form", "spaceDelimited", "pipeDelimited", "deepObject"],
  header: ["simple"],
  cookie: ["form", "cookie"],
};

/** What is wrong with a parameter so that it cannot be sent; undefined for one that can. */
export function unusable({ name, in: place }: JsonObject): string | undefined {
  if (typeof name !== "string" || name === "") return "has no name";
  if (typeof place !== "string" || !PLACES.has(place)) {
    return place === undefined
      ? "does not say where it goes (`in`)"
      : `is in \`${JSON.stringify(place)}\`, which is no place for it`;
  }
  return undefined;
}

/** Mends a parameter that is no reference. */
export function mendParameter(parameter: JsonObject, cursor: Cursor, mender: Mender): void {
  const { in: place, style } = parameter;
  if (unusable(parameter) !== undefined) return;
  const name = String(parameter.name);
  const bare = name.trim();
  if (place !== "path" && bare !== name && bare !== "") {
    parameter.name = bare;
    const message = `White space around the name of the parameter \`${bare}\` would be sent with it; it is taken away.`;
    mender.repair(cursor, "load/parameter-name", message, "Take it away.");
  }
  if (place === "path" && parameter.required !== true) {
    parameter.required = true;
    mender.repair(
      cursor,
      "load/path-required",
      `The path parameter \`${name}\` must be \`required: true\`.`,
      "Add it.",
    );
  }
  const styles = STYLES[String(place)];
  if (style !== undefined && styles && !styles.includes(String(style))) {
    delete parameter.style;
    const message = `The style \`${String(style)}\` does not exist in a ${String(place)}; the usual one is taken.`;
    mender.warn(below(cursor.pointer(), "style"), "load/style", message, `Use one of ${styles.join(", ")}.`);
  }
  mendPayload(parameter, `The parameter \`${bare || name}\``, cursor, mender);
}

/** Mends what parameters and headers have in common. */
export function mendPayload(owner: JsonObject, what: string, cursor: Cursor, mender: Mender): void {
  for (const flag of ["required", "deprecated", "explode", "allowReserved", "allowEmptyValue"]) {
    if (owner[flag] === "true") owner[flag] = true;
    else if (owner[flag] !== undefined && typeof owner[flag] !== "boolean") delete owner[flag];
  }
  if (owner.type !== undefined && owner.schema === undefined && owner.content === undefined) {
    mender.repair(
      cursor,
      "load/no-schema",
      `${what} has its type beside it, as in Swagger 2.0; it is read as its schema.`,
      "Put it into `schema`.",
    );
    owner.schema = takeSchema(owner);
    mender.sameOrigin(owner.schema, cursor);
  }
  const types = isObject(owner.content) ? Object.keys(owner.content) : [];
  if (owner.schema !== undefined && types.length > 0) {
    delete owner.content;
    mender.warn(
      cursor,
      "load/schema-and-content",
      `${what} has \`schema\` and \`content\`; \`content\` is left out.`,
      "Keep one of them.",
    );
  } else if (types.length > 1) {
    const content = owner.content as JsonObject;
    for (const type of types.slice(1)) delete content[type];
    mender.warn(
      cursor,
      "load/one-content",
      `${what} can have one media type; \`${types[0]}\` is taken.`,
      "Keep one of them.",
    );
  } else if (owner.schema === undefined && types.length === 0) {
    owner.schema = {};
    mender.repair(
      cursor,
      "load/no-schema",
      `${what} has no schema; any value is allowed.`,
      "Describe it with `schema`.",
    );
  }
}
