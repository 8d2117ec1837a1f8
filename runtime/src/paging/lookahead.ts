import type { Answer } from "../response/api-promise.js";
import { baseOf, isNumbered, numberAt } from "./position.js";
import type { PagedCall, PagingState, Position } from "./types.js";

/** Requests for pages that have not been asked for yet. Their errors show when their page is. */
export class Lookahead {
  readonly #send: (position: Position, signal: AbortSignal) => Promise<Answer>;
  readonly #underway = new Map<string, Promise<Answer>>();
  readonly #end = new AbortController();
  #hasFailed = false;

  constructor(send: (position: Position, signal: AbortSignal) => Promise<Answer>) {
    this.#send = send;
  }

  /** Starts what is not under way yet. After a failure nothing is started any more. */
  start(positions: readonly Position[]): void {
    for (const position of positions) {
      const key = JSON.stringify(position);
      if (this.#hasFailed || this.#underway.has(key)) continue;
      const answer = this.#send(position, this.#end.signal);
      answer.catch(() => (this.#hasFailed = true));
      this.#underway.set(key, answer);
    }
  }

  /** The answer for a position, if it was started. */
  take(position: Position): Promise<Answer> | undefined {
    const key = JSON.stringify(position);
    const answer = this.#underway.get(key);
    this.#underway.delete(key);
    return answer;
  }

  /** Ends what is under way. */
  cancel(): void {
    this.#end.abort();
    this.#underway.clear();
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
      : (options.prefetch ?? 0),
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
