import { ApiError } from "./api-error.js";

/** The server answered 5XX. */
export class ServerError<Body = unknown> extends ApiError<number, Body> {
  static override readonly brand: string = "ServerError";
  override readonly code: string = "SERVER";
}
