import { SdkError } from "./sdk-error.js";

/** The caller's signal ended the call, or the client was closed. `cause` is the signal's reason. */
export class AbortedError extends SdkError {
  static override readonly brand: string = "AbortedError";
  override readonly code: string = "ABORTED";
}
