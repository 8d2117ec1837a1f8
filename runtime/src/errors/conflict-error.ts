import { ApiError } from "./api-error.js";

/** The server answered 409. */
export class ConflictError<Body = unknown> extends ApiError<number, Body> {
  static override readonly brand: string = "ConflictError";
  override readonly code: string = "CONFLICT";
}
