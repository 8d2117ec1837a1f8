import type { Answer } from "../response/api-promise.js";
import { baseOf, isNumbered, numberAt } from "./position.js";
import type { PagedCall, PagingState, Position } from "./types.js";

interface UnderWay {
  readonly answer: Promise<Answer>;
  /** One of its own for each request: signals warn when many listen to one. */
  readonly end: AbortController;
}

/** Requests for pages that have not been asked for yet. Their errors show when their page is. */
export class Lookahead {
  readonly #send: (position: Position, signal: AbortSignal) => Promise<Answer>;
  readonly #underWay = new Map<string, UnderWay>();
  #isOver = false;

  constructor(send: (position: Position, signal: AbortSignal) => Promise<Answer>) {
    this.#send = send;
  }

  /** Starts what is not under way yet. After a failure or a wrong guess nothing is started any more. */
  start(positions: readonly Position[]): void {
    for (const position of positions) {
      const key = JSON.stringify(position);
      if (this.#isOver || this.#underWay.has(key)) continue;
      const end = new AbortController();
      const answer = this.#send(position, end.signal);
      answer.catch(() => (this.#isOver = true));
      this.#underWay.set(key, { answer, end });
    }
  }

  /** The answer for a position, if it was started. Where others were, the guess was wrong: they are ended. */
  take(position: Position): Promise<Answer> | undefined {
    const key = JSON.stringify(position);
    const found = this.#underWay.get(key);
    if (found) this.#underWay.delete(key);
    else if (this.#underWay.size > 0) this.cancel();
    return found?.answer;
  }

  /** Ends what is under way, and starts nothing more. */
  cancel(): void {
    this.#isOver = true;
    for (const { end } of this.#underWay.values()) end.abort();
    this.#underWay.clear();
  }
}

/** What may still be asked for. */
export interface Wanted {
  readonly pages: number;
  readonly items: number;
}

/** The positions to fetch ahead: the next one under `prefetch`, or several where a total says that they exist. */
export function positionsAhead(
  { operation, params, options }: PagedCall,
  state: PagingState,
  wanted: Wanted,
): Position[] {
  const { position, first } = state;
  const spec = operation.paging;
  const number = position ? numberAt(position, spec, params) : undefined;
  const isCounted = isNumbered(spec) && number !== undefined && first !== null && first > 0;
  const left = isCounted ? pagesLeft(state, number - baseOf(spec)) : undefined;
  const most = Math.min(
    options.concurrency !== undefined && options.concurrency > 1 && left !== undefined
      ? options.concurrency
      : (options.prefetch ?? 1),
    wanted.pages,
    first ? Math.ceil(wanted.items / first) : wanted.items,
  );
  if (!position || most < 1) return [];
  if (!isCounted) return [position];
  const at = spec.style === "page" ? "page" : "offset";
  const stride = spec.style === "page" ? 1 : first;
  const count = Math.max(1, Math.min(left ?? 1, most));
  return Array.from({ length: count }, (_, index) => ({ at, value: number + index * stride }));
}

/** How many pages follow by the server's own count; undefined when it gave none. `read`: pages before the next one. */
function pagesLeft({ total, totalPages, rows, skipped, first }: PagingState, read: number): number | undefined {
  if (totalPages !== null && total === null) return totalPages - read;
  if (total === null || skipped === null || !first) return undefined;
  return Math.ceil((total - rows - skipped) / first);
}
