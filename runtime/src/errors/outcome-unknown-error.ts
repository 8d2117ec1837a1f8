import { SdkError } from "./sdk-error.js";

/** An unsafe request may or may not have been executed, and was not sent again: look before you repeat it. */
export class OutcomeUnknownError extends SdkError {
  static override readonly brand: string = "OutcomeUnknownError";
  override readonly code: string = "OUTCOME_UNKNOWN";
}
