import type { Answer } from "../response/api-promise.js";
import type { RawResponse } from "../response/raw-response.js";
import { checkLimit } from "./failure.js";
import { FirstPage } from "./first-page.js";
import { Page } from "./page.js";
import { Pass } from "./pass.js";
import type { Checkpoint, PagedCall, PageReport } from "./types.js";

/** What a `PagePromise` does once something is asked of it. Loaded then, so that other calls do without it. */
export class Listing {
  readonly #call: PagedCall;
  readonly #first: FirstPage;
  #pass: Pass;

  constructor(call: PagedCall) {
    this.#call = call;
    this.#first = new FirstPage(call);
    this.#pass = new Pass(call);
  }

  async firstPage(): Promise<Answer> {
    const pass = this.#pass;
    const read = await pass.readFirst(this.#first);
    pass.give(read);
    const { status, mediaType } = read.response;
    return { data: new Page(pass, read), response: read.response, status, mediaType };
  }

  raw(): Promise<RawResponse> {
    return this.#first.raw();
  }

  async *pages(): AsyncGenerator<Page<unknown>, void, undefined> {
    const pass = this.#begin();
    for await (const read of pass.reads(this.#first, Infinity)) {
      pass.give(read);
      yield new Page(pass, read);
    }
  }

  /** At most `limit` items. @throws ConfigError for a limit that is none */
  async *items(limit: number): AsyncGenerator<unknown, void, undefined> {
    checkLimit(this.#call, limit);
    const pass = this.#begin();
    let left = limit;
    if (left === 0) return pass.stop("max-items");
    for await (const read of pass.reads(this.#first, limit)) {
      if (read.rows.length === 0) pass.give(read);
      for (const [index, row] of read.rows.entries()) {
        pass.take(read, index);
        yield row.item;
        if (--left === 0) return pass.stop("max-items");
      }
    }
  }

  report(): PageReport {
    return this.#pass.report();
  }

  checkpoint(): Checkpoint {
    return this.#pass.checkpoint();
  }

  // Each loop is a pass of its own, whose first page is the one that was already fetched.
  #begin(): Pass {
    this.#pass = new Pass(this.#call);
    return this.#pass;
  }
}
