import { ApiError } from "./api-error.js";

/** The server answered 404. */
export class NotFoundError<Body = unknown> extends ApiError<number, Body> {
  static override readonly brand: string = "NotFoundError";
  override readonly code: string = "NOT_FOUND";
}
