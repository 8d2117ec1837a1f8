import type { PageAnswer } from "./answer.js";
import type { Row } from "./identity.js";
import { baseOf, isNumbered, numberAt, startOf } from "./position.js";
import type { Key, PagedCall, PagingState, Position } from "./types.js";

/** A page as it was read from one answer. */
export interface Fetched {
  readonly answer: PageAnswer;
  readonly rows: readonly Row[];
}

/** What looking back needs of a listing. */
export interface Surroundings<Page extends Fetched> {
  readonly call: PagedCall;
  readonly state: PagingState;
  readonly fetch: (position: Position) => Promise<Page>;
  /** Whether this item was handed out before. */
  readonly isKnown: (row: Row) => boolean;
}

const MOST_ROUNDS = 5;
const MOST_PAGES_BACK = 100;

/**
 * Numbered pages shift when rows before them are deleted: what was first on page 3 is now last on page 2 and would be
 * missed. When there is reason to think so, the page before is read once more, and what is new on it comes first.
 *
 * A page needs no look back when its first row is a known one: then nothing can lie between it and what was read.
 */
export async function recoverMoved<Page extends Fetched>(
  page: Page,
  around: Surroundings<Page>,
): Promise<{ readonly page: Page; readonly recovered: readonly Row[] }> {
  let current = page;
  const recovered = new Map<Key, Row>();
  for (let round = 0; round < MOST_ROUNDS && mayHaveMoved(current, around); round++) {
    const { rows, answers } = await lookBack(around);
    for (const row of rows) if (!recovered.has(row.key)) recovered.set(row.key, row);
    if (answers.every((answer) => sameTotals(answer, current.answer))) break;
    current = await around.fetch(around.state.position!); // It moved again meanwhile.
  }
  return { page: current, recovered: [...recovered.values()] };
}

function mayHaveMoved({ rows, answer }: Fetched, { call, state, isKnown }: Surroundings<Fetched>): boolean {
  const { operation, options } = call;
  if (!isNumbered(operation.paging) || state.pages === 0 || options.recheck === "never") return false;
  const [first] = rows;
  if (first && (!first.distinct || isKnown(first))) return false;
  if (options.recheck === "always") return true;
  // A "total" below what was read counts something else, such as the items of one page.
  const isTotal = state.total === null || state.moved || state.rows <= state.total;
  return isTotal && hasChanged(state, answer);
}

/** Reads backwards until a page begins with a known row; returns what was not known, in the server's order. */
async function lookBack<Page extends Fetched>(
  around: Surroundings<Page>,
): Promise<{ rows: Row[]; answers: PageAnswer[] }> {
  const { call, state, isKnown } = around;
  const spec = call.operation.paging;
  const start = startOf(spec, call.params);
  const stride = spec.style === "page" ? 1 : Math.max(1, state.fullest);
  const answers: PageAnswer[] = [];
  let at = numberAt(state.position!, spec, call.params) ?? baseOf(spec);
  let found: Row[] = [];
  for (;;) {
    at = Math.max(start, at - stride);
    const { rows, answer } = await around.fetch({ at: spec.style === "page" ? "page" : "offset", value: at });
    answers.push(answer);
    found = [...rows.filter((row) => row.distinct && !isKnown(row)), ...found];
    const isConnected = rows[0] !== undefined && isKnown(rows[0]);
    if (isConnected || at === start || answers.length === MOST_PAGES_BACK) return { rows: found, answers };
  }
}

/** Whether the server announces another total than on the page before. */
export function hasChanged(before: PagingState, { total, totalPages }: PageAnswer): boolean {
  return differs(before.total, total) || differs(before.totalPages, totalPages);
}

function differs(before: number | null, now: number | undefined): boolean {
  return before !== null && now !== undefined && before !== now;
}

function sameTotals(a: PageAnswer, b: PageAnswer): boolean {
  return a.total === b.total && a.totalPages === b.totalPages;
}
