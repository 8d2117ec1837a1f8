import { SdkError, type ErrorDetails } from "../errors/sdk-error.js";
import { hideSecrets } from "../request/redact.js";

/** A fixture has no answer for a call, was not called as it was recorded, or cannot be used. */
export class FixtureError extends SdkError {
  static override readonly brand: string = "FixtureError";
  override readonly code: string = "FIXTURE";

  constructor(message: string, details: ErrorDetails = {}) {
    super(message, details);
    // What differs stands in lines of its own, for a person who reads a failed test.
    const text = details.context ? hideSecrets(details.context, message) : message;
    this.stack = this.stack?.replace(this.message, () => text) ?? text;
    this.message = text;
  }
}
