import type { SuccessStatus } from "../response/status.js";
import { SdkError, type ErrorDetails } from "./sdk-error.js";

/** One place where a value does not fit. */
export interface ValidationIssue {
  /** JSON Pointer into the argument or the body. */
  readonly path: string;
  readonly message: string;
}

/** An argument cannot be sent as the document wants it, or (under `strict` validation) an answer does not fit its schema. */
export class ValidationError extends SdkError {
  static override readonly brand: string = "ValidationError";
  override readonly code: string = "VALIDATION";
  /** Of the answer that does not fit; undefined where it is an argument. */
  declare readonly status: SuccessStatus | undefined;
  /** At most 100. */
  readonly issues: readonly ValidationIssue[];
  /** `"no"`: an argument is at fault and nothing was sent. `"yes"`: the answer is. */
  readonly sent: "no" | "yes";

  constructor(message: string, details: ErrorDetails & { readonly issues?: readonly ValidationIssue[] } = {}) {
    super(message, details);
    this.issues = details.issues ?? [];
    this.sent = details.status === undefined ? "no" : "yes";
  }
}
