import type { CallResponse } from "../response/call-response.js";
import type { Pass } from "./pass.js";
import type { PageRead } from "./walk.js";

/**
 * One page of a listing.
 *
 * @example
 * let page = await github.issues.listForRepo({ owner, repo });
 * while (page.hasNext) page = (await page.next())!;
 */
export class Page<Item, Result = unknown> {
  /** The items of this page, in the server's order. */
  readonly items: readonly Item[];
  /** The decoded body that they came in. */
  readonly body: Result;
  readonly response: CallResponse;
  readonly #pass: Pass;
  readonly #read: PageRead;

  constructor(pass: Pass, read: PageRead) {
    this.items = read.rows.map((row) => row.item as Item);
    this.body = read.body as Result;
    this.response = read.response;
    this.#pass = pass;
    this.#read = read;
  }

  /** Whether the server announces another page, or may have one: the last page can turn out to be empty. */
  get hasNext(): boolean {
    return this.#read.after.position !== null;
  }

  /**
   * Fetches the next page; undefined after the last one.
   *
   * @throws PaginationError when the server repeats itself or leads to another origin
   */
  async next(): Promise<Page<Item, Result> | undefined> {
    const read = await this.#pass.readNext(this.#read.after);
    if (!read) return undefined;
    this.#pass.give(read);
    return new Page(this.#pass, read);
  }
}
