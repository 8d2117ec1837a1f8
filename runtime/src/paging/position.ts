import type { PagingSpec } from "../contract.js";
import { readMember, readNumber, withMember } from "./members.js";
import { PagingProblem } from "./problem.js";
import { tokenFromJson } from "./token.js";
import type { Arguments, Position } from "./types.js";

/** Styles whose requests can be counted ahead. */
export function isNumbered(spec: PagingSpec): boolean {
  return spec.style === "page" || spec.style === "offset";
}

/** Number of the first page, or offset of the first row, that the caller asked for. */
export function startOf(spec: PagingSpec, params: Arguments | undefined): number {
  return readNumber(params, memberOf(spec)) ?? baseOf(spec);
}

export function baseOf(spec: PagingSpec): number {
  return spec.base ?? (spec.style === "page" ? 1 : 0);
}

/** Page number or offset of a position; undefined for cursors and links. */
export function numberAt(position: Position, spec: PagingSpec, params: Arguments | undefined): number | undefined {
  if (position.at === "start") return startOf(spec, params);
  return position.at === "page" || position.at === "offset" ? position.value : undefined;
}

/** How many items the caller asks for per page, where that is known. */
export function sizeOf(spec: PagingSpec, params: Arguments | undefined): number | undefined {
  const size = readNumber(params, spec.size);
  if (size !== undefined && size > 0) return size;
  const end = readNumber(params, spec.end);
  return end === undefined ? undefined : Math.max(1, end - startOf(spec, params));
}

/** Rows that lie before what the caller asked for, when `first` rows are on a page; null when that cannot be known. */
export function skippedBefore(spec: PagingSpec, params: Arguments | undefined, first: number): number | null {
  if (spec.style === "offset") return Math.max(0, startOf(spec, params) - baseOf(spec));
  if (spec.style === "page") return Math.max(0, startOf(spec, params) - baseOf(spec)) * first;
  if (isGiven(params, spec.cursor)) return null;
  // Whoever asks for the first page has skipped nothing; from where others are counted is not declared here.
  if (isGiven(params, spec.offset) && readNumber(params, spec.offset) !== 0) return null;
  const page = isGiven(params, spec.page) ? readNumber(params, spec.page) : 1;
  return page !== undefined && page <= (spec.base ?? 1) ? 0 : null;
}

function isGiven(params: Arguments | undefined, member: string | undefined): boolean {
  const value = member === undefined ? undefined : readMember(params, member);
  return value !== undefined && value !== null && value !== "";
}

/** What to send to get the page at a position: arguments, or an address that replaces path and query. */
export function requestAt(
  spec: PagingSpec,
  params: Arguments | undefined,
  position: Position,
): { readonly params: Arguments | undefined; readonly url?: URL } {
  switch (position.at) {
    case "start":
      return { params };
    case "url":
      return { params, url: new URL(position.value) };
    case "cursor":
      return { params: withMember(params, required(spec, spec.cursor), tokenFromJson(position.value)) };
    case "page":
      return { params: withNumber(params, required(spec, spec.page), position.value) };
    case "offset":
      return { params: withRange(spec, params, position.value) };
  }
}

function withRange(spec: PagingSpec, params: Arguments | undefined, offset: number): Arguments {
  const moved = withNumber(params, required(spec, spec.offset), offset);
  if (spec.end === undefined) return moved;
  const size = sizeOf(spec, params) ?? spec.defaultSize ?? spec.maxSize;
  return size === undefined ? moved : withNumber(moved, spec.end, offset + size);
}

// A number that the caller wrote as a string stays one: a body's schema may want it.
function withNumber(params: Arguments | undefined, member: string, value: number): Arguments {
  return withMember(params, member, typeof readMember(params, member) === "string" ? String(value) : value);
}

function memberOf(spec: PagingSpec): string | undefined {
  return spec.style === "page" ? spec.page : spec.style === "offset" ? spec.offset : undefined;
}

function required(spec: PagingSpec, member: string | undefined): string {
  if (member !== undefined) return member;
  throw new PagingProblem(`This operation pages by ${spec.style}, but no request member for it is declared.`);
}
