import { ApiPromise } from "../response/api-promise.js";
import { FirstPage } from "./first-page.js";
import { Page } from "./page.js";
import { Pass } from "./pass.js";
import type { AllOptions, Checkpoint, PagedCall, PageReport } from "./types.js";

/**
 * A call whose answer is one page of many: a promise of its first page, and an async iterable of the items of all.
 *
 * @example
 * for await (const issue of github.issues.listForRepo({ owner, repo })) console.log(issue.title);
 *
 * const list = github.issues.listForRepo({ owner, repo });
 * const all = await list.all({ maxItems: 5_000 });
 * if (list.report().complete !== true) console.warn(list.report());
 */
export class PagePromise<Item, Result = unknown, Failures = unknown>
  extends ApiPromise<Page<Item, Result>, Failures>
  implements AsyncIterable<Item>
{
  override readonly [Symbol.toStringTag]: string = "PagePromise";
  readonly #call: PagedCall;
  readonly #first: FirstPage;
  #pass: Pass;

  constructor(call: PagedCall) {
    const first = new FirstPage(call);
    const pass = new Pass(call);
    super({
      decoded: async () => {
        const read = await pass.readFirst(first);
        pass.give(read);
        const { status, mediaType } = read.response;
        return { data: new Page<Item, Result>(pass, read), response: read.response, status, mediaType };
      },
      raw: () => first.raw(),
    });
    this.#call = call;
    this.#first = first;
    this.#pass = pass;
  }

  /** Every item of every page. Leaving the loop ends what is under way. */
  [Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    return this.#items(Infinity);
  }

  /** Page by page. */
  async *pages(): AsyncGenerator<Page<Item, Result>, void, undefined> {
    const pass = this.#begin();
    for await (const read of pass.reads(this.#first, Infinity)) {
      pass.give(read);
      yield new Page<Item, Result>(pass, read);
    }
  }

  /**
   * All items in one array.
   *
   * @throws PaginationError when the server repeats itself; to keep what was read until then, iterate instead
   */
  async all(options: AllOptions = {}): Promise<Item[]> {
    const items: Item[] = [];
    for await (const item of this.#items(options.maxItems ?? Infinity)) items.push(item);
    return items;
  }

  /** How the listing went so far, or went: counts, and whether everything has been read. */
  report(): PageReport {
    return this.#pass.report();
  }

  /**
   * Where the listing stands, as plain JSON. Passed back as `{ resume }` with the same parameters, the listing goes on
   * behind the last item that was handed out, the one in hand included.
   */
  checkpoint(): Checkpoint {
    return this.#pass.checkpoint();
  }

  async *#items(limit: number): AsyncGenerator<Item, void, undefined> {
    const pass = this.#begin();
    let left = limit;
    if (!(left > 0)) return pass.stop("max-items");
    for await (const read of pass.reads(this.#first, limit)) {
      if (read.rows.length === 0) pass.give(read);
      for (const [index, row] of read.rows.entries()) {
        pass.take(read, index);
        yield row.item as Item;
        if (--left === 0) return pass.stop("max-items");
      }
    }
  }

  // Each loop is a pass of its own, whose first page is the one that was already fetched.
  #begin(): Pass {
    this.#pass = new Pass(this.#call);
    return this.#pass;
  }
}
