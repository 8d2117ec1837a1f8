import { ApiError } from "./api-error.js";

/** The server answered 403. */
export class PermissionError<Body = unknown> extends ApiError<number, Body> {
  static override readonly brand: string = "PermissionError";
  override readonly code: string = "PERMISSION";
}
