import { SdkError, type ErrorDetails } from "./sdk-error.js";

/**
 * Which bound was met: the connection (`connect`), the first byte of the answer (`headers`), the next piece of its body
 * (`body`), the next event of a stream (`idle`), or the whole call (`deadline`).
 */
export type TimeoutKind = "connect" | "headers" | "body" | "idle" | "deadline";

/** Something took longer than its bound. `kind` says what. */
export class TimeoutError extends SdkError {
  static override readonly brand: string = "TimeoutError";
  override readonly code: string = "TIMEOUT";
  /** Which bound was met. */
  readonly kind: TimeoutKind;

  constructor(message: string, details: ErrorDetails & { readonly kind: TimeoutKind }) {
    super(message, details);
    this.kind = details.kind;
  }
}
