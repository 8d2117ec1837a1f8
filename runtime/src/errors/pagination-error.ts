import { SdkError } from "./sdk-error.js";

/** Paging cannot go on without losing or repeating items: the same cursor twice, a next link to another origin. */
export class PaginationError extends SdkError {
  static override readonly brand: string = "PaginationError";
  override readonly code: string = "PAGINATION";
}
