import type { Json, JsonObject } from "../../../load/document.js";
import type { Extensions } from "../../../model/api.js";
import type { OperationView } from "../../view/operation.js";
import { pointer } from "../../view/pointer.js";
import { slotsOf } from "../slots.js";
import { claimFrom, type Claim } from "./claim.js";

type Reader = (
  value: Json,
  view: OperationView,
  shared: Extensions,
) => Omit<Claim, "from" | "source" | "at"> | undefined;

/** Extensions that say how an operation pages, in order of trust. */
const READERS: readonly (readonly [`x-${string}`, Reader])[] = [
  ["x-pagination", own],
  ["x-speakeasy-pagination", speakeasy],
  ["x-fern-pagination", fern],
  ["x-ms-pageable", msPageable],
];

/** What the extensions of an operation claim: the first that can be read, those that an overlay wrote before the others. */
export function claimOfExtensions(
  view: OperationView,
  shared: Extensions,
  isOverlaid: (at: string) => boolean,
): Claim | undefined {
  const { extensions, at } = view.operation;
  let first: Claim | undefined;
  for (const [name, read] of READERS) {
    const value = extensions[name];
    const claim = value === undefined ? undefined : read(value, view, shared);
    const place = `${at}/${name}`;
    if (claim && isOverlaid(place)) return { from: "overlay", source: `${name} of an overlay`, at: place, ...claim };
    if (claim) first ??= { from: "extension", source: name, at: place, ...claim };
  }
  return first ?? stainless(view);
}

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: Json | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
const OFF = { off: true, request: {}, response: {}, details: {} } as const;

/** `x-pagination`, in the words of `codegen inspect`. */
function own(value: Json): ReturnType<Reader> {
  if (value === false) return OFF;
  if (!isObject(value)) return undefined;
  const {
    from: _from,
    source: _source,
    at: _at,
    ...claim
  } = claimFrom(value, { from: "extension", source: "", at: "" });
  const says = Object.keys(claim.request).length + Object.keys(claim.response).length > 0 || claim.style !== undefined;
  return says ? claim : undefined;
}

/** `{ nextLinkName, itemName }`; a null `nextLinkName` says that all comes in one page. */
function msPageable(value: Json, { answers }: OperationView): ReturnType<Reader> {
  if (!isObject(value)) return undefined;
  const next = value["nextLinkName"];
  if (next === null) return OFF;
  const name = text(next) ?? "nextLink";
  // A dot goes one level down, unless the name itself has one: `@odata.nextLink`.
  const whole = answers.some(({ view }) => view.field(name));
  return {
    style: "next-url-in-body",
    request: {},
    response: {
      items: pointer([text(value["itemName"]) ?? "value"]),
      nextUrl: pointer(whole ? [name] : name.split(/(?<!\\)\./).map((part) => part.replaceAll("\\.", "."))),
    },
    details: {},
  };
}

/** `{ type, inputs: [{ name, in, type }], outputs: { results, nextCursor, nextUrl, numPages } }`. */
function speakeasy(value: Json, view: OperationView): ReturnType<Reader> {
  if (!isObject(value)) return undefined;
  const outputs = isObject(value["outputs"]) ? value["outputs"] : {};
  const request: { [role: string]: string } = {};
  for (const input of Array.isArray(value["inputs"]) ? value["inputs"] : []) {
    if (!isObject(input)) continue;
    const role = { page: "page", offset: "offset", limit: "size", cursor: "cursor" }[text(input["type"]) ?? ""];
    const name = text(input["name"]);
    if (role && name !== undefined)
      request[role] = input["in"] === "requestBody" ? bodyRef(name, view) : inputRef(name, view);
  }
  const path = (key: string): string | undefined => pathToPointer(text(outputs[key]), "$");
  const cursor = text(outputs["nextCursor"]);
  const keyset = cursor === undefined ? undefined : /\[(?:-1|\(@\.length ?- ?1\)|-1:)\]\.?(.*)$/.exec(cursor)?.[1];
  const next = keyset === undefined ? path("nextCursor") : undefined;
  const [items, nextUrl, totalPages] = [path("results"), path("nextUrl"), path("numPages")];
  const style =
    nextUrl !== undefined
      ? "next-url-in-body"
      : keyset !== undefined
        ? "keyset"
        : request["cursor"] !== undefined
          ? "cursor"
          : request["page"] !== undefined
            ? "page"
            : "offset";
  return {
    style,
    request,
    response: {
      ...(items !== undefined && { items }),
      ...(next !== undefined && { nextCursor: next }),
      ...(nextUrl !== undefined && { nextUrl }),
      ...(totalPages !== undefined && { totalPages }),
      ...(keyset !== undefined && { keyField: pointer(keyset.split(".").filter((part) => part !== "")) }),
    },
    details: {},
  };
}

/** `{ cursor: "$request.cursor", next_cursor: "$response.next", results: "$response.data" }`, or `true` for the document's own. */
function fern(value: Json, view: OperationView, shared: Extensions): ReturnType<Reader> {
  const rule = value === true ? shared["x-fern-pagination"] : value;
  if (!isObject(rule)) return undefined;
  const ask = (key: string): string | undefined => {
    const name = text(rule[key])?.replace(/^\$request\.(?:query\.|body\.)?/, "");
    return name === undefined ? undefined : inputRef(name, view);
  };
  const answer = (...keys: string[]): string | undefined =>
    keys.map((key) => pathToPointer(text(rule[key]), "$response")).find((one) => one !== undefined);
  const [cursor, offset, step] = [ask("cursor"), ask("offset"), ask("step")];
  const [items, next, url, more] = [
    answer("results"),
    answer("next_cursor"),
    answer("next_uri", "next_url", "next_path"),
    answer("has-next-page", "has_next_page"),
  ];
  const counted = offset === undefined ? {} : step === undefined ? { page: offset } : { offset, size: step };
  const style =
    url !== undefined ? "next-url-in-body" : cursor !== undefined ? "cursor" : step === undefined ? "page" : "offset";
  return {
    style,
    request: { ...counted, ...(cursor !== undefined && { cursor }) },
    response: {
      ...(items !== undefined && { items }),
      ...(next !== undefined && { nextCursor: next }),
      ...(url !== undefined && { nextUrl: url }),
      ...(more !== undefined && { hasMore: more }),
    },
    details: {},
  };
}

type Part = readonly ["request" | "response", string];
const PURPOSES: { readonly [purpose: string]: Part } = {
  next_cursor_param: ["request", "cursor"],
  previous_cursor_param: ["request", "back"],
  page_number_param: ["request", "page"],
  offset_count_param: ["request", "offset"],
  items: ["response", "items"],
  next_cursor_field: ["response", "nextCursor"],
  next_cursor_url_field: ["response", "nextUrl"],
  total_page_count_field: ["response", "totalPages"],
  total_count_field: ["response", "total"],
  has_next_page: ["response", "hasMore"],
};

/** `x-stainless-pagination-property: { purpose }` on parameters and on fields of the answer. */
function stainless(view: OperationView): Claim | undefined {
  const found: { request: { [key: string]: string }; response: { [key: string]: string } } = {
    request: {},
    response: {},
  };
  const note = (extension: Json | undefined, place: string): void => {
    const part = isObject(extension) ? PURPOSES[text(extension["purpose"]) ?? ""] : undefined;
    if (part) found[part[0]][part[1]] ??= place;
  };
  for (const input of view.inputs) note(input.extensions["x-stainless-pagination-property"], input.ref);
  const { request, response } = found;
  if (Object.keys(request).length === 0) return undefined;
  const [answer] = view.answers;
  if (answer)
    for (const slot of slotsOf(answer.view))
      note(slot.view.schema.extensions?.["x-stainless-pagination-property"], slot.pointer);
  const style =
    request["cursor"] !== undefined
      ? "cursor"
      : request["page"] !== undefined
        ? "page"
        : request["offset"] !== undefined
          ? "offset"
          : undefined;
  return {
    from: "extension",
    source: "x-stainless-pagination-property",
    at: view.operation.at,
    ...(style && { style }),
    request,
    response,
    details: {},
  };
}

/** `$.a.b`, `$response.a['b']` → `/a/b`. */
export function pathToPointer(path: string | undefined, root: string): string | undefined {
  if (path === undefined || path.length > 300 || !path.startsWith(root)) return undefined;
  const rest = path.slice(root.length).replace(/^\.body(?=\.|$)/, "");
  const parts = [...rest.matchAll(/\.([^.[\]]+)|\[["']([^"'\]]+)["']\]|\[(\d+)\]/g)].map(
    ([, name, quoted, index]) => name ?? quoted ?? index ?? "",
  );
  return pointer(parts);
}

/** The input of a name: a query parameter if there is one, else whatever is called so. */
function inputRef(name: string, view: OperationView): string {
  const last = name.split(".").at(-1);
  const named = view.inputs.filter((input) => input.name === name || input.name === last);
  return (named.find((input) => input.in === "query") ?? named[0])?.ref ?? name;
}

function bodyRef(name: string, view: OperationView): string {
  return (
    view.inputs.find((input) => input.in === "body" && input.name === name)?.ref ??
    `body:${pointer(name.replace(/^\$\.?/, "").split("."))}`
  );
}
