import type { PagingSpec } from "../contract.js";
import { nextLink } from "./link.js";
import { toNumber } from "./members.js";
import { valueAt } from "./pointer.js";
import { PagingProblem } from "./problem.js";
import { undeclaredCursor } from "./undeclared.js";

/** One page as its server described it. */
export interface PageAnswer {
  readonly items: readonly unknown[];
  /** Each as far as declared; undefined where the answer has no such member, null where it has one that says "none". */
  readonly nextCursor: unknown;
  readonly nextUrl: string | null | undefined;
  readonly nextPage: unknown;
  readonly nextOffset: unknown;
  /** From a has-more flag or an inverted one. */
  readonly more: boolean | undefined;
  readonly total: number | undefined;
  readonly totalPages: number | undefined;
}

/** Reads what the operation's paging declares out of one answer. */
export function readAnswer(spec: PagingSpec, body: unknown, headers: () => Headers): PageAnswer {
  const read = (member: string | undefined): unknown =>
    member === undefined ? undefined : readFrom(member, body, headers);
  const linked = spec.style === "link" ? (spec.nextUrl ?? "header:Link") : spec.nextUrl;
  const done = toFlag(read(spec.done));
  return {
    items: itemsOf(spec, body),
    nextCursor: present(isUndeclared(spec) ? undeclaredCursor(spec, body, headers) : read(spec.nextCursor)),
    nextUrl: toUrl(present(read(linked))),
    nextPage: present(read(spec.nextPage)),
    nextOffset: present(read(spec.nextOffset)),
    more: toFlag(read(spec.hasMore)) ?? (done === undefined ? undefined : !done),
    total: toNumber(read(spec.total)),
    totalPages: toNumber(read(spec.totalPages)),
  };
}

/** Whether nothing is declared that could lead a cursor on. */
export function isUndeclared({ style, nextCursor, nextUrl }: PagingSpec): boolean {
  return style === "cursor" && nextCursor === undefined && nextUrl === undefined;
}

const HEADER = "header:";

function readFrom(member: string, body: unknown, headers: () => Headers): unknown {
  if (!member.startsWith(HEADER)) return valueAt(body, member);
  const name = member.slice(HEADER.length);
  const value = headers().get(name) ?? undefined;
  return name.toLowerCase() === "link" ? nextLink(value) : value;
}

function itemsOf(spec: PagingSpec, body: unknown): readonly unknown[] {
  const value = valueAt(body, spec.items);
  if (Array.isArray(value)) return value;
  if (value === undefined || value === null) return []; // Many servers leave an empty list out.
  if (spec.itemsIsMap && typeof value === "object") return Object.values(value);
  throw new PagingProblem(
    `The answer has no list at ${spec.items === "" ? "its root" : spec.items}, where this operation's items are declared.`,
  );
}

// An empty string, `false` and null all say that there is no next page; 0 is a cursor like any other.
function present(value: unknown): unknown {
  return value === "" || value === false ? null : value;
}

/** A link as text, as an object with `href` (HAL, JSON:API), or as a list of links with relations. */
function toUrl(value: unknown): string | null | undefined {
  if (value === undefined || value === null || typeof value === "string") return value;
  if (Array.isArray(value)) {
    const next = value.find((link: unknown) => relationsOf(link).includes("next"));
    return next === undefined ? null : toUrl(next);
  }
  const target = valueAt(value, "/href") ?? valueAt(value, "/url") ?? valueAt(value, "/uri");
  if (typeof target === "string") return target === "" ? null : target;
  throw new PagingProblem("The answer's next link is neither a URL nor an object with one.");
}

function relationsOf(link: unknown): string[] {
  const relation = valueAt(link, "/rel");
  return typeof relation === "string" ? relation.toLowerCase().split(/\s+/) : [];
}

/** Booleans, their spellings, and counts of what is left. */
function toFlag(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (value === "true" || value === "false") return value === "true";
  const number = toNumber(value);
  return number === undefined ? undefined : number > 0;
}
