import { ApiError } from "./api-error.js";

/** The server answered 422. */
export class UnprocessableEntityError<Body = unknown> extends ApiError<number, Body> {
  static override readonly brand: string = "UnprocessableEntityError";
  override readonly code: string = "UNPROCESSABLE_ENTITY";
}
