import type { OperationDefinition, PagingSpec } from "../contract.js";
import type { ApiPromise } from "../response/api-promise.js";

/** Identity of an item: its id, or a fingerprint. */
export type Key = string | number;

/** Arguments of an operation as data. */
export type Arguments = { readonly [key: string]: unknown };

/** Per-call options that concern paging. Every other option is handed on to each page's call. */
export interface PagingOptions {
  /** Go on where a {@link Checkpoint} of the same operation and parameters was taken. */
  readonly resume?: Checkpoint;
  /** `1`: in a loop, the next page is fetched while the current one is consumed. Default 1. */
  readonly prefetch?: 0 | 1;
  /** Pages fetched at the same time, in order, where numbered pages or offsets and a total allow it. Default 1. */
  readonly concurrency?: number;
  /**
   * Stop after so many pages. Default 10,000, and then running into it is a {@link PaginationError}; a limit that you
   * set is a wish, and ends the iteration with `complete: false`.
   */
  readonly maxPages?: number;
  /**
   * Numbered pages and offsets shift when rows are deleted while they are read. `"on-change"` (default) reads the page
   * before once more when the announced total changed; `"always"` does so for every page; `"never"` trusts the server.
   */
  readonly recheck?: "on-change" | "always" | "never";
}

/** Options of {@link PagePromise.all}. */
export interface AllOptions {
  /** Return at most so many items, and fetch no page beyond them. Default: all there are. */
  readonly maxItems?: number;
}

/** A call for one page, sent when one of the two is used: what paging needs of an {@link ApiPromise}. */
export type PageRequest = Pick<ApiPromise<unknown>, "withResponse" | "raw">;

/** What the core gives for one paged call. Paging owns no network: it only calls `send`. */
export interface PagedCall {
  readonly operation: OperationDefinition & { readonly paging: PagingSpec };
  readonly params: Arguments | undefined;
  readonly options: PagingCallOptions;
  /** The API's own origins (`https://api.example.com`): next links lead nowhere else. */
  readonly origins: readonly string[];
  /** Where the operation is, for errors. */
  readonly url: string;
  /** Query parameters that carry a credential: taken out of next links, so that no checkpoint holds a secret. */
  readonly secretParams?: readonly string[] | undefined;
  /**
   * One call, sent when it is first used. With `url`, that address is used in place of the operation's path and query
   * parameters; method, headers, body and credentials stay those of the operation.
   */
  readonly send: (params: Arguments | undefined, options: PagingCallOptions, url?: URL) => PageRequest;
  /** Told of items handed out, for `client.stats()`. */
  readonly onItems?: ((count: number) => void) | undefined;
}

/** The call's options as far as paging looks at them; the others are handed on untouched. */
export type PagingCallOptions = PagingOptions & { readonly signal?: AbortSignal | undefined };

/** Why a listing ended. */
export type StopReason =
  /** The server announced no further page. */
  | "no-next"
  /** The server's has-more flag said so. */
  | "has-more"
  /** As many items as announced were read. */
  | "total"
  /** The announced last page was read. */
  | "last-page"
  /** A page without items, and no word of another. */
  | "empty-page"
  /** A page shorter than the size that the server was seen to honour, where it says nothing better. */
  | "short-page"
  | "max-items"
  | "max-pages"
  /** The loop was left early. */
  | "consumer"
  | "error";

/** How a listing went. */
export interface PageReport {
  /** Pages read. */
  readonly pages: number;
  /** Items handed out, duplicates included. */
  readonly items: number;
  /** Items handed out whose identity had been handed out before. */
  readonly duplicates: number;
  /** The total that the server announced last. */
  readonly expected: number | undefined;
  /**
   * `true`: the server said that this is the end, and the items are as many as it announced, if it announced any.
   * `false`: stopped early, or fewer than announced. `"unknown"`: the end was inferred, or the total moved on the way.
   */
  readonly complete: boolean | "unknown";
  /** Undefined while the listing has not ended. */
  readonly stoppedBy: StopReason | undefined;
}

/** A value that a server hands out to continue, as plain JSON. */
export type TokenJson = string | number | boolean | null | readonly TokenJson[] | { readonly [key: string]: TokenJson };

/** Which request gets a page, as plain JSON. */
export type Position =
  /** As the caller asked. */
  | { readonly at: "start" }
  | { readonly at: "page" | "offset"; readonly value: number }
  | { readonly at: "cursor"; readonly value: TokenJson }
  | { readonly at: "url"; readonly value: string };

/**
 * Where a listing stands: plain JSON, to be kept and passed back as `{ resume }`. Its content is for the runtime only,
 * but for `pages` and `items` of its state. It holds no credential.
 */
export interface Checkpoint {
  readonly version: 1;
  readonly operation: string;
  /** Of paging style and parameters: a checkpoint fits only the same call. */
  readonly fingerprint: string;
  readonly state: PagingState;
  /** Identities of items of the next page that were handed out already. */
  readonly taken: readonly Key[];
}

/** What is known before a page is requested. Each page makes the next one of it; nothing in it is changed. */
export interface PagingState {
  /** The request to make; null at the end. */
  readonly position: Position | null;
  /** Handed out so far. */
  readonly pages: number;
  readonly items: number;
  readonly duplicates: number;
  /** Rows that the server has sent. */
  readonly rows: number;
  /** Rows that lie before the first page, when it was not asked for from the beginning; null when that is not known. */
  readonly skipped: number | null;
  /** Rows on the first page, and on the fullest one. */
  readonly first: number | null;
  readonly fullest: number;
  readonly total: number | null;
  readonly totalPages: number | null;
  /** A total changed on the way: rows were inserted or deleted. */
  readonly moved: boolean;
  /** The server has named a next page at least once. */
  readonly announced: boolean;
  /** Fingerprints of recent cursors and pages, against loops. */
  readonly seen: readonly string[];
  /** Identities of the last page's items, against drift. */
  readonly last: readonly Key[];
  readonly stoppedBy: StopReason | null;
}
