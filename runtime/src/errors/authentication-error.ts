import { ApiError } from "./api-error.js";

/** The server answered 401. */
export class AuthenticationError<Body = unknown> extends ApiError<number, Body> {
  static override readonly brand: string = "AuthenticationError";
  override readonly code: string = "AUTHENTICATION";
}
