import { SdkError, type ErrorDetails } from "./sdk-error.js";

/** What an {@link ApiError} is made of. */
export interface ApiErrorDetails<Status extends number = number, Body = unknown> extends ErrorDetails {
  readonly status: Status;
  readonly body: Body;
  /** The vendor's own code for this failure, where its error bodies have one. */
  readonly apiCode?: string | undefined;
}

/**
 * The server answered, and the answer is a failure: a status outside the success range, or a success whose body says
 * that the call failed. `body` is typed by status in `.safe()`.
 */
export class ApiError<Status extends number = number, Body = unknown> extends SdkError {
  static override readonly brand: string = "ApiError";
  override readonly code: string = "API";
  declare readonly status: Status;
  declare readonly body: Body;
  /** The vendor's own code for this failure, such as Stripe's `resource_missing`. */
  readonly apiCode: string | undefined;

  constructor(message: string, details: ApiErrorDetails<Status, Body>) {
    super(message, details);
    this.apiCode = details.apiCode;
  }
}
