import fc from "fast-check";
import { expect, test } from "vitest";
import type { PagingFacts } from "../../../generator/src/detect/facts.js";
import type { Json, JsonObject } from "../../../generator/src/load/document.js";
import { shuffled } from "../../support/shuffled.js";
import { COUNT, documentWith, FLAG, found, LIMIT, LIST, list, object, TEXT } from "./support.js";

const token = { type: "string", description: "Cursor for the next page, as returned by the previous response." };
const page = { type: "integer", default: 1, minimum: 1, description: "Page number." };
const status = { type: "string", description: "Only those in this state." };
const after = { type: "string", description: "An object ID that defines your place in the list: the last object." };

/** One pager of each kind, and an operation that does not page. */
const DOCUMENT = documentWith(
  {
    key: "GET /orders",
    query: { cursor: token, limit: LIMIT, status },
    answer: object({ data: LIST, next_cursor: TEXT }),
  },
  { key: "GET /books", query: { page, per_page: LIMIT, status }, answer: object({ books: LIST, total: COUNT }) },
  {
    key: "GET /events",
    query: { starting_after: after, limit: LIMIT, status },
    answer: object({ data: LIST, has_more: FLAG }),
  },
  {
    key: "GET /films",
    query: { limit: LIMIT },
    answer: object({ films: LIST, next: { type: "string", format: "uri" } }),
  },
  { key: "GET /colors", query: { limit: LIMIT, status }, answer: object({ colors: list(TEXT), customer: TEXT }) },
);

type Pagers = ReadonlyMap<string, PagingFacts>;

async function pagersOf(document: JsonObject): Promise<Pagers> {
  const { operations } = (await found(document)).facts;
  return new Map([...operations].flatMap(([key, { paging }]) => (paging ? [[key, paging] as const] : [])));
}

/** What a pager stands on: what it asks with and where it finds its answer. */
const core = ({ style, request, response }: PagingFacts): object => ({
  style,
  ask: request.cursor ?? request.page ?? request.offset ?? "",
  items: response.items,
  next: response.nextCursor ?? response.nextUrl ?? response.keyField ?? "",
});

/** A copy of the document in which each member may be renamed or, with `undefined`, left out. */
function remade(node: Json, rename: (key: string, value: Json) => string | undefined): Json {
  if (Array.isArray(node))
    return node.map((one) => (typeof one === "string" ? (rename(one, one) ?? one) : remade(one, rename)));
  if (typeof node !== "object" || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).flatMap(([key, value]) => {
      const name = rename(key, value);
      return name === undefined ? [] : [[name, remade(value, rename)]];
    }),
  );
}

const original = pagersOf(DOCUMENT);

async function neverAnother(document: JsonObject): Promise<void> {
  const before = await original;
  for (const [key, pager] of await pagersOf(document)) {
    const known = before.get(key);
    expect(known, `${key} did not page before`).toBeDefined();
    expect(core(pager)).toEqual(known && core(known));
  }
}

test("the document of these tests pages in four ways", async () => {
  expect([...(await original)].map(([key, { style }]) => `${key} ${style}`).toSorted()).toEqual([
    "GET /books page",
    "GET /events keyset",
    "GET /films next-url-in-body",
    "GET /orders cursor",
  ]);
});

test("the order of keys changes nothing", async () => {
  const sorted = (pagers: Pagers): object => [...pagers].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const before = sorted(await original);
  await fc.assert(
    fc.asyncProperty(fc.integer(), async (seed) => {
      expect(sorted(await pagersOf(shuffled(DOCUMENT, seed)))).toEqual(before);
    }),
    { numRuns: 30 },
  );
});

test("without some descriptions a pager is the same or none", async () => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(fc.boolean()), async (coins) => {
      // A response cannot do without its description.
      const drop = (key: string, value: Json): boolean =>
        key === "description" && value !== "OK" && coins.next().value === true;
      await neverAnother(remade(DOCUMENT, (key, value) => (drop(key, value) ? undefined : key)) as JsonObject);
    }),
    { numRuns: 40 },
  );
});

test("fields that have nothing to do with paging may be called anything", async () => {
  const words = fc.constantFrom(
    "amount",
    "color",
    "next_cursor_color",
    "weight",
    "token",
    "page_color",
    "cursor",
    "hasWings",
    "offset_mm",
    "__proto_",
    "total",
    "before",
    "日本",
  );
  await fc.assert(
    fc.asyncProperty(words, words, async (one, other) => {
      const names = new Map([
        ["customer", one],
        ["amount", other],
      ]);
      await neverAnother(remade(DOCUMENT, (key) => names.get(key) ?? key) as JsonObject);
    }),
    { numRuns: 40 },
  );
});

test("parameters that filter may be called anything", async () => {
  const words = fc.constantFrom(
    "since",
    "from",
    "color",
    "token_type",
    "sort",
    "owner",
    "before_date",
    "q",
    "page_color",
    "日本",
  );
  const given = JSON.stringify(DOCUMENT);
  expect(given).toContain('"name":"status"');
  await fc.assert(
    fc.asyncProperty(words, async (word) => {
      const renamed = given.replaceAll('"name":"status"', `"name":${JSON.stringify(word)}`);
      await neverAnother(JSON.parse(renamed) as JsonObject);
    }),
    { numRuns: 20 },
  );
});
