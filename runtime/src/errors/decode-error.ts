import type { SuccessStatus } from "../response/status.js";
import { SdkError, type ErrorDetails } from "./sdk-error.js";

/** A success answer is not what the document promises: another content type, cut-off JSON. Never handed out as data. */
export class DecodeError extends SdkError {
  static override readonly brand: string = "DecodeError";
  override readonly code: string = "DECODE";
  declare readonly status: SuccessStatus | undefined;
  /** The beginning of what came, at most 200 characters. */
  readonly excerpt: string | undefined;

  constructor(message: string, details: ErrorDetails & { readonly excerpt?: string | undefined } = {}) {
    super(message, details);
    this.excerpt = details.excerpt;
  }
}
