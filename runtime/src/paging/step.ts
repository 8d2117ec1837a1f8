import type { PagingSpec } from "../contract.js";
import type { PageAnswer } from "./answer.js";
import { toNumber } from "./members.js";
import { resolveNext, type LinkRules } from "./next-url.js";
import { valueAt } from "./pointer.js";
import { baseOf, numberAt, sizeOf } from "./position.js";
import { PagingProblem } from "./problem.js";
import { tokenToJson } from "./token.js";
import type { Arguments, PagingState, Position, StopReason } from "./types.js";

/** One page and all that bears on whether another follows. */
export interface Turn {
  readonly spec: PagingSpec;
  readonly params: Arguments | undefined;
  /** The request that got the page. */
  readonly position: Position;
  /** Figures with this page counted in. */
  readonly state: PagingState;
  readonly answer: PageAnswer;
  /** The URL that answered. */
  readonly url: string;
  readonly rules: LinkRules;
}

/** Where to go on, or why not. */
export type Step =
  | { readonly position: Position; readonly stoppedBy: null }
  | { readonly position: null; readonly stoppedBy: StopReason };

/** Decides whether another page follows and how to ask for it. An explicit word of the server's wins over any count. */
export function nextStep(turn: Turn): Step {
  if (turn.answer.more === false) return end("has-more");
  switch (turn.spec.style) {
    case "page":
    case "offset":
      return byNumber(turn);
    case "keyset":
      return byKey(turn);
    default:
      return byToken(turn);
  }
}

function byToken(turn: Turn): Step {
  const { answer, spec } = turn;
  const isLinked = isSaid(answer.nextUrl);
  const token = answer.nextCursor;
  // Where a document calls the next page's address a token: an address is followed, for no parameter takes one.
  if (typeof token === "string" && /^https?:\/\//i.test(token))
    return goOn({ at: "url", value: resolveNext(token, turn.url, turn.rules) });
  if (isSaid(token) && (spec.cursor !== undefined || !isLinked)) return goOn(cursor(token));
  if (isLinked) return goOn({ at: "url", value: resolveNext(answer.nextUrl!, turn.url, turn.rules) });
  if (answer.more === true && answer.items.length > 0) {
    throw new PagingProblem("The server says that there is more, but names no next page: items would be lost.");
  }
  return end("no-next");
}

function byKey(turn: Turn): Step {
  const { answer, spec } = turn;
  const last = answer.items.at(-1);
  if (last === undefined) return end("empty-page");
  if (answer.nextCursor === null || answer.nextUrl === null) return end("no-next");
  if (answer.more === undefined && isShort(turn)) return end("short-page");
  const key = valueAt(last, spec.keyField ?? "");
  if (!isSaid(key) || key === "") {
    throw new PagingProblem(`The last item has no ${spec.keyField ?? "value"} to go on from.`);
  }
  return goOn(cursor(spec.keyStep === undefined ? key : stepped(key, spec.keyStep)));
}

/** The id after one, of whatever size. */
function stepped(key: unknown, step: number): unknown {
  if (typeof key === "number") return key + step;
  if (typeof key === "bigint") return key + BigInt(step);
  if (typeof key === "string" && /^\d{1,40}$/.test(key)) return String(BigInt(key) + BigInt(step));
  throw new PagingProblem(`The last item's ${typeof key} is no number that can be counted on from.`);
}

function byNumber(turn: Turn): Step {
  const { answer } = turn;
  const next = following(turn);
  const said = [answer.nextPage, answer.nextOffset, answer.nextUrl, answer.nextCursor];
  const named = said.some(isSaid);
  const isEmpty = answer.items.length === 0;
  const counts = [byPageCount(turn), byTotal(turn)].filter((word) => word !== undefined);

  if (next === undefined) return end("empty-page");
  if (answer.more === true) return goOn(next);
  // A server that counts pages up for ever is not believed against its own total.
  if (named && !(isEmpty && counts.length > 0 && !counts.includes("more"))) return goOn(next);
  if (!named && (turn.state.announced || said.includes(null))) return end("no-next");
  if (counts.includes("more")) return goOn(next);
  const ended = counts.find((word) => word !== "more");
  if (ended !== undefined) return end(ended);
  if (isEmpty) return end("empty-page");
  return isShort(turn) ? end("short-page") : goOn(next);
}

/** The next page number or offset; undefined after an empty page of unknown size. */
function following({ spec, params, position, answer, state }: Turn): Position | undefined {
  const at = spec.style === "page" ? "page" : "offset";
  const current = numberAt(position, spec, params) ?? baseOf(spec);
  const named = toNumber(at === "page" ? answer.nextPage : answer.nextOffset);
  if (named !== undefined) {
    if (named === current) throw new PagingProblem(`The server named the same ${at}, ${named}, as the next one.`);
    return { at, value: named };
  }
  if (at === "page") return { at, value: current + 1 };
  const step = answer.items.length || state.fullest || sizeOf(spec, params) || spec.defaultSize;
  return step ? { at, value: current + step } : undefined;
}

function byPageCount({ spec, params, position, answer, state }: Turn): "more" | "last-page" | undefined {
  const { totalPages } = answer;
  if (totalPages === undefined || (totalPages === 0 && answer.items.length > 0)) return undefined;
  const current = numberAt(position, spec, params) ?? baseOf(spec);
  const read = spec.style === "page" ? current - baseOf(spec) + 1 : state.pages;
  return read < totalPages ? "more" : "last-page";
}

function byTotal(turn: Turn): "more" | "total" | "empty-page" | undefined {
  const { answer, state } = turn;
  const { total, items } = answer;
  if (total === undefined || state.skipped === null || total < items.length) return undefined;
  const read = state.skipped + state.rows;
  if (read < total) return items.length > 0 || !isBeyond(turn, total) ? "more" : "empty-page";
  if (items.length === 0) return "total";
  // More rows than the "total": it counts something else, such as the items of this page.
  if (read > total && !state.moved) return undefined;
  return isCountOfPage(turn, total) ? undefined : "total";
}

// After rows were filtered out of pages, counting rows never reaches the total: the position decides.
function isBeyond({ spec, params, position, state }: Turn, total: number): boolean {
  const size = state.fullest || sizeOf(spec, params) || spec.defaultSize;
  if (!size) return true;
  const current = (numberAt(position, spec, params) ?? baseOf(spec)) - baseOf(spec);
  return (spec.style === "page" ? (current + 1) * size : current + size) >= total;
}

// A first page as long as was asked for, and a "total" that equals it: that may be all, or the count of this page.
function isCountOfPage({ spec, params, answer, state }: Turn, total: number): boolean {
  const size = sizeOf(spec, params) ?? spec.defaultSize;
  return state.pages === 1 && total > 0 && answer.items.length === size && spec.total?.startsWith("/") === true;
}

// Only where the first page showed that the server honours the size.
function isShort({ spec, params, answer, state }: Turn): boolean {
  const size = sizeOf(spec, params);
  return size !== undefined && state.first === size && answer.items.length < size;
}

function isSaid<Value>(value: Value): value is NonNullable<Value> {
  return value !== undefined && value !== null;
}

function cursor(token: unknown): Position {
  return { at: "cursor", value: tokenToJson(token) };
}

function goOn(position: Position): Step {
  return { position, stoppedBy: null };
}

function end(stoppedBy: StopReason): Step {
  return { position: null, stoppedBy };
}
