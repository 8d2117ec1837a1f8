import { canonical, hash } from "./fingerprint.js";
import { Recent, type Row } from "./identity.js";
import { PagingProblem } from "./problem.js";
import type { Key, PagingState, Position } from "./types.js";

/** Identities that are remembered to count duplicates, at most: some 10 MB. Beyond, the oldest are forgotten. */
const MOST_IDENTITIES = 100_000;

/** Something that must not come a second time: a page's items, or the cursor or link that leads to the next page. */
export interface Mark {
  readonly key: string;
  readonly what: "page" | "cursor" | "link";
}

/** Whether a page equals the one before it, and that one was new: once, this happens when a row is inserted. */
export function isFirstRepeat(marks: readonly Mark[], seen: readonly string[]): boolean {
  const page = marks.find((mark) => mark.what === "page")?.key;
  const pages = seen.filter((key) => key.startsWith("p"));
  return pages.length > 1 && pages.at(-1) === page && pages.at(-2) !== page;
}

export function marksOf(rows: readonly Row[], next: Position | null): readonly Mark[] {
  const marks: Mark[] = [];
  if (rows.length > 0) marks.push({ key: `p${hash(rows.map((row) => row.key).join())}`, what: "page" });
  if (next?.at === "cursor") marks.push({ key: `c${hash(canonical(next.value))}`, what: "cursor" });
  if (next?.at === "url") marks.push({ key: `l${hash(next.value)}`, what: "link" });
  return marks;
}

/**
 * What one pass over a listing has met. Everything is kept with the number of its page, so that reading a page again
 * is not taken for a loop.
 */
export class Memory {
  readonly #identities = new Recent(MOST_IDENTITIES);
  readonly #marks = new Map<string, number>();
  /** The last page that was read. */
  #last = -1;

  constructor(from: PagingState) {
    for (const key of from.last) this.#identities.meet(key, -1);
    for (const key of from.seen) this.#marks.set(key, -1);
  }

  isKnown(row: Row, page: number): boolean {
    return row.distinct && (this.#identities.pageOf(row.key) ?? page) < page;
  }

  isMet(mark: Mark, page: number): boolean {
    const met = this.#marks.get(mark.key);
    return met !== undefined && met < page;
  }

  /** Remembers marks; throws where one came before. `mayRepeat`: there is a good reason for the same page twice. */
  refuseLoops(marks: readonly Mark[], page: number, mayRepeat: boolean): void {
    for (const mark of marks) {
      if (this.isMet(mark, page)) {
        if (mark.what !== "page") {
          throw new PagingProblem(`The server handed out the same ${mark.what} twice: going on would never end.`);
        }
        if (!mayRepeat) {
          throw new PagingProblem(
            "The server sent the same page twice: it seems to ignore the request for the next one, and items are missing.",
          );
        }
      }
      if (!this.#marks.has(mark.key)) this.#marks.set(mark.key, page);
    }
  }

  /** For each row, whether it came before, and remembers it. */
  repeats(rows: readonly Row[], page: number): boolean[] {
    const isAgain = page <= this.#last;
    this.#last = Math.max(this.#last, page);
    const here = new Set<Key>();
    return rows.map(({ key, distinct }) => {
      if (!distinct) return false;
      const met = this.#identities.meet(key, page);
      if (met === undefined || met < page) return met !== undefined;
      // On a page that is read again, every item was met on it.
      if (!isAgain || here.has(key)) return true;
      here.add(key);
      return false;
    });
  }
}
