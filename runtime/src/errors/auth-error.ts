import { SdkError, type ErrorDetails } from "./sdk-error.js";

/** A credential could not be had: a token endpoint refused, a provider function threw, a refresh failed. */
export class AuthError extends SdkError {
  static override readonly brand: string = "AuthError";
  override readonly code: string = "AUTH";
  /** What the token endpoint answered. `status` is the API's own and is undefined here: the API was not asked. */
  readonly tokenStatus: number | undefined;

  constructor(message: string, { status, ...details }: ErrorDetails = {}) {
    super(message, details);
    this.tokenStatus = status;
  }
}
