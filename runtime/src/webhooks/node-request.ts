import { joined } from "../response/joined.js";
import { consumedBody, oversizedBody, parsedBody, rawBytes } from "./raw-body.js";

/** What is read of Node's `IncomingMessage`, and of what Express and cloud functions add to it. */
export interface NodeRequest extends AsyncIterable<unknown> {
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  /** Set by a body parser. */
  readonly body?: unknown;
  /** Set by cloud functions beside a body that they parsed. */
  readonly rawBody?: unknown;
  readonly readableEnded?: boolean;
  readonly destroyed?: boolean;
}

/** @throws WebhookVerificationError - It was parsed or read before, or is too large. */
export async function nodeBody(request: NodeRequest, maxBytes: number): Promise<Uint8Array> {
  const { body, rawBody } = request;
  const kept = [rawBody, body].find((one) => typeof one === "string" || ArrayBuffer.isView(one));
  if (kept !== undefined) return bounded(rawBytes(kept as string | Uint8Array), maxBytes);
  if (body !== undefined && body !== null) throw parsedBody();
  if (request.readableEnded || request.destroyed) throw consumedBody();
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request) {
    const bytes = rawBytes(piece as string | Uint8Array);
    size += bytes.length;
    if (size > maxBytes) throw oversizedBody(maxBytes);
    pieces.push(bytes);
  }
  return joined(pieces, size);
}

function bounded(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (bytes.length > maxBytes) throw oversizedBody(maxBytes);
  return bytes;
}
