import { SdkError, type ErrorDetails } from "./sdk-error.js";

/**
 * The network failed. `sent: "no"` means that the server provably did not see the request, so it can be repeated;
 * `"maybe"` that it may have been executed.
 */
export class ConnectionError extends SdkError {
  static override readonly brand: string = "ConnectionError";
  override readonly code: string = "CONNECTION";
  /** Whether the server may have seen the request, and executed it. */
  readonly sent: "no" | "maybe";

  constructor(message: string, details: ErrorDetails & { readonly sent: "no" | "maybe" }) {
    super(message, details);
    this.sent = details.sent;
  }
}
