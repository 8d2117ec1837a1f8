import { ApiPromise } from "../response/api-promise.js";
import { UNTOUCHED, untouched } from "./beginning.js";
import type { Listing } from "./listing.js";
import type { Page } from "./page.js";
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
  #listing: Listing | undefined;

  constructor(call: PagedCall) {
    super({
      decoded: async () => (await this.#load()).firstPage(),
      raw: async () => (await this.#load()).raw(),
    });
    this.#call = call;
  }

  /** Every item of every page. Leaving the loop ends what is under way. */
  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    const listing = await this.#load();
    yield* listing.items(Infinity) as AsyncGenerator<Item, void>;
  }

  /** Page by page. */
  async *pages(): AsyncGenerator<Page<Item, Result>, void, undefined> {
    const listing = await this.#load();
    yield* listing.pages() as AsyncGenerator<Page<Item, Result>, void>;
  }

  /**
   * All items in one array.
   *
   * @throws ConfigError for a `maxItems` that is no whole number
   * @throws PaginationError when the server repeats itself; to keep what was read until then, iterate instead
   */
  async all(options: AllOptions = {}): Promise<Item[]> {
    const listing = await this.#load();
    const items: Item[] = [];
    for await (const item of listing.items(options.maxItems ?? Infinity)) items.push(item as Item);
    return items;
  }

  /** How the listing went so far, or went: counts, and whether everything has been read. */
  report(): PageReport {
    return this.#listing?.report() ?? UNTOUCHED;
  }

  /**
   * Where the listing stands, as plain JSON. Passed back as `{ resume }` with the same parameters, the listing goes on
   * behind the last item that was handed out, the one in hand included.
   */
  checkpoint(): Checkpoint {
    return this.#listing?.checkpoint() ?? this.#call.options.resume ?? untouched(this.#call.operation.id);
  }

  // Most calls do not page, and most bundles hold few that do: what pages is loaded when it is needed.
  async #load(): Promise<Listing> {
    const { Listing } = await import("./listing.js");
    this.#listing ??= new Listing(this.#call);
    return this.#listing;
  }
}
