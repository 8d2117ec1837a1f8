import type { HttpBody } from "../http.js";

/** Whether a body can be sent a second time. A stream cannot: it is gone when it was read. */
export function isReplayable(body: HttpBody | undefined): boolean {
  return body === undefined || typeof body === "string" || body instanceof Uint8Array || body instanceof Blob;
}
