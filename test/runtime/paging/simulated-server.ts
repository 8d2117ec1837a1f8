import fc from "fast-check";
import type { PagingSpec } from "../../../runtime/src/contract.js";
import type { Answered, Asked } from "./listing.js";

export interface Item {
  readonly id: number;
}

/** A change of the data just before the server handles its nth request. `at` is a share of the list's length. */
export interface Edit {
  readonly request: number;
  readonly kind: "insert" | "delete";
  readonly at: number;
}

/** How a server pages, what it announces, how it misbehaves. */
export interface Behaviour {
  readonly style: PagingSpec["style"];
  readonly count: number;
  /** What the caller asks for; undefined: nothing. */
  readonly asked: number | undefined;
  /** The most that the server sends, and what it sends when nothing is asked. */
  readonly cap: number;
  readonly base: 0 | 1;
  readonly announces: "nothing" | "total" | "pages" | "more" | "done" | "next";
  /** Places in the data where an empty page with a next comes first, where the style can say so. */
  readonly empty: readonly number[];
  readonly edits: readonly Edit[];
  readonly inBody: boolean;
}

const TOKEN_STYLES = ["cursor", "link", "next-url"];

/** What the generator would write for such a server. */
export function specOf({ style, base, announces, inBody }: Behaviour): PagingSpec {
  const at = (name: string): string => (inBody ? `body:/${name}` : name);
  const spec: PagingSpec = { style, items: "/data", size: at("size"), idField: "/id" };
  const says: Partial<PagingSpec> = {
    ...(announces === "total" && { total: "/total" }),
    ...(announces === "pages" && { totalPages: "/pages" }),
    ...(announces === "more" && { hasMore: "/more" }),
    ...(announces === "done" && { done: "/done" }),
  };
  switch (style) {
    case "page":
      return { ...spec, ...says, page: at("page"), base, ...(announces === "next" && { nextPage: "/next" }) };
    case "offset":
      return { ...spec, ...says, offset: at("offset"), base, ...(announces === "next" && { nextOffset: "/next" }) };
    case "keyset":
      return { ...spec, ...says, cursor: at("after"), keyField: "/id" };
    case "cursor":
      return { ...spec, ...says, cursor: at("cursor"), nextCursor: "/next" };
    case "link":
      return { ...spec, ...says };
    case "next-url":
      return { ...spec, ...says, nextUrl: "/next" };
  }
}

/** A server whose data may change while it is read. Items are ordered by id. */
export class SimulatedServer {
  readonly #behaviour: Behaviour;
  #items: Item[];
  #requests = 0;
  readonly #deleted = new Set<number>();
  readonly #original: readonly Item[];

  constructor(behaviour: Behaviour) {
    this.#behaviour = behaviour;
    this.#original = Array.from({ length: behaviour.count }, (_, index) => ({ id: (index + 1) * 1000 }));
    this.#items = [...this.#original];
  }

  /** Items that existed from the beginning and still do. */
  get lasting(): Item[] {
    return this.#original.filter(({ id }) => !this.#deleted.has(id));
  }

  get params(): { readonly [key: string]: unknown } {
    const size = this.#behaviour.asked === undefined ? {} : { size: this.#behaviour.asked };
    return this.#behaviour.inBody ? { body: { filter: "x", ...size } } : { filter: "x", ...size };
  }

  readonly answer = (asked: Asked): Answered => {
    const request = this.#requests++;
    for (const edit of this.#behaviour.edits) if (edit.request === request) this.#edit(edit);
    const { style, base, cap } = this.#behaviour;
    const sent = asked.url ? Object.fromEntries(new URL(asked.url).searchParams) : this.#sent(asked);
    const size = Math.min(Number(sent["size"] ?? cap), cap);
    if (style === "page" || style === "offset") {
      const number = Number(sent[style] ?? base) - base;
      const offset = style === "page" ? number * size : number;
      return this.#page({ offset, size, next: style === "page" ? number + 1 + base : offset + size + base });
    }
    const after = Number(sent["after"] ?? sent["cursor"] ?? -Infinity);
    const offset = this.#items.findIndex(({ id }) => id > after);
    const isEmpty = TOKEN_STYLES.includes(style) && !isFraction(after) && this.#behaviour.empty.includes(offset);
    return this.#page({ offset: offset < 0 ? this.#items.length : offset, size: isEmpty ? 0 : size, after });
  };

  #sent({ params }: Asked): { readonly [key: string]: unknown } {
    return (this.#behaviour.inBody ? params["body"] : params) as { readonly [key: string]: unknown };
  }

  #page(at: {
    readonly offset: number;
    readonly size: number;
    readonly next?: number;
    readonly after?: number;
  }): Answered {
    const { style, announces, cap, asked } = this.#behaviour;
    const data = this.#items.slice(at.offset, at.offset + at.size);
    const hasMore = at.offset + at.size < this.#items.length;
    const total = this.#items.length;
    const pages = Math.ceil(total / Math.min(asked ?? cap, cap));
    // Empty pages hand out a cursor that leads to the same place and yet is a new one.
    const last = data.at(-1)?.id ?? (Number.isFinite(at.after) ? at.after! : 0) + 0.0001;
    const token = hasMore || (at.size === 0 && total > at.offset) ? last : null;
    const says = { total, pages, more: hasMore || token !== null, done: !(hasMore || token !== null) };
    const body: { [key: string]: unknown } = { data };
    for (const [key, value] of Object.entries(says)) if (key === keyOf(announces)) body[key] = value;
    if (announces === "next" && at.next !== undefined) body["next"] = hasMore ? at.next : null;
    if (style === "cursor") body["next"] = token;
    const query = `cursor=${String(token)}${asked === undefined ? "" : `&size=${asked}`}`;
    if (style === "next-url") body["next"] = token === null ? null : `?${query}`;
    const link = `<https://api.example.com/things?${query}>; rel="next"`;
    return { body, ...(style === "link" && token !== null && { headers: { link } }) };
  }

  #edit({ kind, at }: Edit): void {
    if (kind === "delete") {
      const [gone] = this.#items.splice(Math.floor(at * this.#items.length), 1);
      if (gone) this.#deleted.add(gone.id);
      return;
    }
    const index = Math.floor(at * (this.#items.length + 1));
    const before = this.#items[index - 1]?.id ?? 0;
    const after = this.#items[index]?.id ?? before + 2000;
    this.#items.splice(index, 0, { id: (before + after) / 2 });
  }
}

function keyOf(announces: Behaviour["announces"]): string {
  return announces === "nothing" || announces === "next" ? "" : announces;
}

const style = fc.constantFrom<PagingSpec["style"][]>("page", "offset", "cursor", "keyset", "link", "next-url");

/** Servers over data that stays as it is. */
export const steady: fc.Arbitrary<Behaviour> = fc.record({
  style,
  count: fc.nat(25),
  asked: fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined }),
  cap: fc.integer({ min: 1, max: 7 }),
  base: fc.constantFrom<(0 | 1)[]>(0, 1),
  announces: fc.constantFrom<Behaviour["announces"][]>("nothing", "total", "pages", "more", "done", "next"),
  empty: fc.array(fc.nat(8), { maxLength: 4 }),
  edits: fc.constant([]),
  inBody: fc.boolean(),
});

/** Edits of which no two fall within `apart` requests. */
export function edits(kinds: readonly Edit["kind"][], apart: number): fc.Arbitrary<Edit[]> {
  const edit = fc.record({
    request: fc.nat(12),
    kind: fc.constantFrom(...kinds),
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  });
  return fc
    .array(edit, { maxLength: 5 })
    .map((all) => all.map((one, index) => ({ ...one, request: one.request + index * apart })))
    .map((all) =>
      all.filter((one, index) => all.slice(0, index).every((other) => Math.abs(other.request - one.request) >= apart)),
    );
}

function isFraction(number: number): boolean {
  return Number.isFinite(number) && !Number.isInteger(number * 16);
}
