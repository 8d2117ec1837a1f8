import type { PagingFacts } from "../../facts.js";

/** What somebody says of an operation's paging: the user, an extension of the document, or an OpenAPI link. */
export interface Claim {
  readonly from: Exclude<PagingFacts["from"], "detected">;
  /** How to name it to the user: `x-ms-pageable`, `paging` of the configuration. */
  readonly source: string;
  readonly at: string;
  /** There is no paging. */
  readonly off?: true;
  readonly style?: PagingFacts["style"];
  readonly request: PagingFacts["request"];
  readonly response: Partial<PagingFacts["response"]>;
  readonly details: Partial<
    Pick<PagingFacts, "hasMoreInverted" | "itemsIsMap" | "idField" | "keyStep" | "base" | "defaultSize" | "maxSize">
  >;
  /** Words of it that mean nothing. */
  readonly unknown?: readonly string[];
}

const REQUEST = new Set(["page", "offset", "cursor", "size", "back", "end"]);
const RESPONSE = new Set([
  "items",
  "nextCursor",
  "nextUrl",
  "nextPage",
  "nextOffset",
  "hasMore",
  "total",
  "totalPages",
  "keyField",
  "link",
]);
const DETAILS: { readonly [key: string]: "string" | "number" | "boolean" } = {
  idField: "string",
  keyStep: "number",
  base: "number",
  defaultSize: "number",
  maxSize: "number",
  itemsIsMap: "boolean",
  hasMoreInverted: "boolean",
};
const STYLES = new Set(["page", "offset", "cursor", "keyset", "link-header", "next-url-in-body"]);

/** Reads the words of `codegen inspect`: flat, or grouped as `{ style, request, response }`. `done` is an inverted `hasMore`. */
export function claimFrom(words: object, origin: Pick<Claim, "from" | "source" | "at">): Claim {
  const request: { [key: string]: string } = {};
  const response: { [key: string]: string } = {};
  const details: { [key: string]: unknown } = {};
  const unknown: string[] = [];
  let style: PagingFacts["style"] | undefined;
  for (const [key, value] of entries(words)) {
    if (key === "style" && typeof value === "string" && STYLES.has(value)) style = value as PagingFacts["style"];
    else if (REQUEST.has(key) && typeof value === "string") request[key] = value;
    else if (RESPONSE.has(key) && typeof value === "string") response[key] = value;
    else if (key === "done" && typeof value === "string") {
      response["hasMore"] = value;
      details["hasMoreInverted"] = true;
    } else if (Object.hasOwn(DETAILS, key) && typeof value === DETAILS[key]) details[key] = value;
    else if (value !== undefined) unknown.push(key);
  }
  return { ...origin, ...(style && { style }), request, response, details, ...(unknown.length > 0 && { unknown }) };
}

function entries(words: object): readonly (readonly [string, unknown])[] {
  return Object.entries(words).flatMap(([key, value]): (readonly [string, unknown])[] =>
    (key === "request" || key === "response") && value !== null && typeof value === "object"
      ? Object.entries(value)
      : [[key, value]],
  );
}
