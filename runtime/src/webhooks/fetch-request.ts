import { StreamedBody } from "../response/body.js";
import type { WebhookHeaders } from "./headers.js";
import { consumedBody, oversizedBody } from "./raw-body.js";

/** What is read of a fetch `Request`. */
export interface FetchRequest {
  readonly headers: WebhookHeaders;
  readonly bodyUsed: boolean;
  readonly body: ReadableStream<Uint8Array> | null;
}

/** @throws WebhookVerificationError - It was read before, or is too large. */
export async function fetchBody({ body, bodyUsed }: FetchRequest, maxBytes: number): Promise<Uint8Array> {
  if (bodyUsed || body?.locked) throw consumedBody();
  if (!body) return new Uint8Array();
  return new StreamedBody(body, { maxBytes, onTooLarge: () => oversizedBody(maxBytes) }).bytes();
}
