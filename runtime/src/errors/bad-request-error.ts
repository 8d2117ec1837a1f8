import { ApiError } from "./api-error.js";

/** The server answered 400. */
export class BadRequestError<Body = unknown> extends ApiError<number, Body> {
  static override readonly brand: string = "BadRequestError";
  override readonly code: string = "BAD_REQUEST";
}
