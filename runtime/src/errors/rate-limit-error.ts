import { ApiError } from "./api-error.js";

/** The server answered 429: too many requests. `retryAt` says when it takes more, where the server named a time. */
export class RateLimitError<Body = unknown> extends ApiError<number, Body> {
  static override readonly brand: string = "RateLimitError";
  override readonly code: string = "RATE_LIMIT";
}
