import { SdkError } from "./sdk-error.js";

/** A credential could not be had: a token endpoint refused, a provider function threw, a refresh failed. */
export class AuthError extends SdkError {
  static override readonly brand: string = "AuthError";
  override readonly code: string = "AUTH";
}
