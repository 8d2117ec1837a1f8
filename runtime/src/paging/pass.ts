import { beginningOf, toCheckpoint } from "./checkpoint.js";
import { paginationError } from "./failure.js";
import type { FirstPage } from "./first-page.js";
import { Lookahead, positionsAhead } from "./lookahead.js";
import { toReport } from "./report.js";
import type { Checkpoint, Key, PagedCall, PageReport, PagingState, StopReason } from "./types.js";
import { Walk, type PageRead } from "./walk.js";

/** Pages after which a listing is taken for endless, when the caller sets no limit. */
const MOST_PAGES = 10_000;

/** One pass over a listing, from its beginning or a checkpoint: fetches pages, and keeps account of what was handed out. */
export class Pass {
  readonly #call: PagedCall;
  readonly #walk: Walk;
  readonly #from: PagingState;
  /** Of items of the first page that were handed out before the checkpoint. */
  readonly #before: readonly Key[];
  /** State behind the last page that was handed out as a whole. */
  #state: PagingState;
  /** State behind the page in hand. */
  #known: PagingState;
  /** Of items of the page in hand. */
  #taken: Key[];
  #pages: number;
  #items: number;
  #duplicates: number;
  #stoppedBy: StopReason | undefined;

  constructor(call: PagedCall) {
    const { state, taken } = beginningOf(call);
    this.#call = call;
    this.#from = this.#state = this.#known = state;
    this.#before = taken;
    this.#taken = [...this.#before];
    this.#walk = new Walk(call, this.#from);
    this.#pages = this.#from.pages;
    this.#items = this.#from.items + this.#before.length;
    this.#duplicates = this.#from.duplicates;
    this.#stoppedBy = this.#from.stoppedBy ?? undefined;
  }

  /** Pages in their order. `first` is the call for the first one; at most `limit` items are wanted. */
  async *reads(first: FirstPage, limit: number): AsyncGenerator<PageRead, void> {
    const ahead = new Lookahead((position, signal) => this.#walk.send(position, signal));
    const most = this.#call.options.maxPages ?? MOST_PAGES;
    let state = this.#from;
    try {
      for (let count = 0; state.position; count++) {
        // The first call of all refuses a limit that is none.
        if (count > 0 && count >= most) return this.#runOut(most);
        const read = count === 0 ? await this.readFirst(first) : await this.#next(state, ahead);
        this.#pages = read.after.pages;
        this.#known = read.after;
        const items = limit - (read.after.items - this.#from.items - this.#before.length);
        ahead.start(positionsAhead(this.#call, read.after, { pages: most - count - 1, items }));
        yield read;
        state = read.after;
      }
    } catch (error) {
      this.#stoppedBy = "error";
      throw error;
    } finally {
      this.#stoppedBy ??= "consumer";
      ahead.cancel();
    }
  }

  /** The first page, without what was handed out of it before the checkpoint. */
  async readFirst(first: FirstPage): Promise<PageRead> {
    const read = await this.#walk.read(this.#from, first.answer());
    if (this.#before.length === 0) return read;
    const left = withoutTaken(read, this.#before);
    const items = this.#from.items + this.#before.length + left.rows.length;
    return { ...read, ...left, after: { ...read.after, items } };
  }

  /** The page behind another one; undefined at the end. */
  async readNext(after: PagingState): Promise<PageRead | undefined> {
    if (!after.position) return undefined;
    return this.#walk.read(after, this.#walk.send(after.position));
  }

  #next(state: PagingState, ahead: Lookahead): Promise<PageRead> {
    const position = state.position!;
    return this.#walk.read(state, ahead.take(position) ?? this.#walk.send(position));
  }

  #runOut(most: number): void {
    if (this.#call.options.maxPages === undefined) {
      const advice = "If the listing really is that long, set `maxPages`.";
      throw paginationError(this.#call, `${most} pages were read and there is no end. ${advice}`);
    }
    this.#stoppedBy = "max-pages";
  }

  /** Notes that a whole page is handed out. */
  give(read: PageRead): void {
    this.#call.onItems?.(read.rows.length);
    this.#finish(read);
  }

  /** Notes that the row at `index` is handed out. */
  take(read: PageRead, index: number): void {
    this.#call.onItems?.(1);
    if (index === 0) this.#taken = read.before === this.#from ? [...this.#before] : [];
    this.#taken.push(read.rows[index]!.key);
    this.#state = read.before;
    this.#items++;
    if (read.repeated[index]) this.#duplicates++;
    if (index === read.rows.length - 1) this.#finish(read);
  }

  #finish({ after }: PageRead): void {
    this.#state = this.#known = after;
    this.#taken = [];
    this.#pages = after.pages;
    this.#items = after.items;
    this.#duplicates = after.duplicates;
    this.#stoppedBy = after.stoppedBy ?? undefined;
  }

  /** Ends the pass before the listing's end, if that has not come already. */
  stop(reason: StopReason): void {
    this.#stoppedBy ??= reason;
  }

  report(): PageReport {
    return toReport(this.#call.operation.paging, {
      pages: this.#pages,
      items: this.#items,
      duplicates: this.#duplicates,
      state: this.#known,
      stoppedBy: this.#stoppedBy,
    });
  }

  checkpoint(): Checkpoint {
    return toCheckpoint(this.#call, this.#state, [...this.#taken]);
  }
}

function withoutTaken(read: PageRead, taken: readonly Key[]): Pick<PageRead, "rows" | "repeated"> {
  const left = new Map<Key, number>();
  for (const key of taken) left.set(key, (left.get(key) ?? 0) + 1);
  const isLeft = read.rows.map(({ key }) => {
    const count = left.get(key) ?? 0;
    left.set(key, count - 1);
    return count <= 0;
  });
  return { rows: read.rows.filter((_, at) => isLeft[at]), repeated: read.repeated.filter((_, at) => isLeft[at]) };
}
