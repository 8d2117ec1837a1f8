import type { Json } from "../../load/document.js";
import type { PagingFacts } from "../../detect/facts.js";
import type { OperationNames } from "../../name/names.js";

const STYLES = {
  page: "page",
  offset: "offset",
  cursor: "cursor",
  keyset: "keyset",
  "link-header": "link",
  "next-url-in-body": "next-url",
} as const;

/** `paging` of the operation value: the facts in the runtime's words, parameters by their argument keys. */
export function pagingSpec(facts: PagingFacts, names: OperationNames): { readonly [key: string]: Json } {
  const { request, response } = facts;
  const key = (name: string | undefined): string | undefined => name && argumentKey(name, names);
  const flag = response.hasMore;
  return defined({
    style: STYLES[facts.style],
    page: key(request.page),
    offset: key(request.offset),
    cursor: key(request.cursor),
    size: key(request.size),
    end: key(request.end),
    base: facts.base,
    defaultSize: facts.defaultSize,
    maxSize: facts.maxSize,
    items: response.items,
    itemsIsMap: facts.itemsIsMap ? true : undefined,
    nextCursor: response.nextCursor,
    nextUrl: response.nextUrl,
    nextPage: response.nextPage,
    nextOffset: response.nextOffset,
    hasMore: facts.hasMoreInverted ? undefined : flag,
    done: facts.hasMoreInverted ? flag : undefined,
    total: response.total,
    totalPages: response.totalPages,
    keyField: response.keyField,
    keyStep: facts.keyStep,
    idField: facts.idField,
  });
}

/** How a person would say it: for the method's comment and the table of methods. */
export function pagingNote(spec: { readonly [key: string]: Json }): string {
  const by: { readonly [style: string]: string } = {
    page: "by number",
    offset: "by offset",
    cursor: "by cursor",
    keyset: "by the last item's key",
    link: "by the `Link` header",
    "next-url": "by the next URL in the answer",
  };
  const most = spec["maxSize"];
  // Nobody means a limit of 2^63 - 1.
  const size = typeof most === "number" && most < 1_000_000 ? `, at most ${most} items each` : "";
  return `Pages ${by[String(spec["style"])] ?? ""}${size}: \`await\` gives the first page, \`for await\` every item.`;
}

/** `page` → the argument that carries it; `header:X-Page` → its argument; `body:/page` as it is. */
function argumentKey(name: string, names: OperationNames): string | undefined {
  if (name.startsWith("body:")) return name;
  const place = /^(?:query|path|header|cookie|querystring):/.exec(name)?.[0];
  return names.parameters.get(place === undefined ? `query:${name}` : name) ?? names.parameters.get(`query:${name}`);
}

function defined(spec: { readonly [key: string]: Json | undefined }): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.entries(spec).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
