import { tooLarge } from "../errors/body-error.js";
import type { CallContext, HttpResponse, ResponseBody } from "../http.js";
import { StreamedBody } from "../response/body.js";
import { joined } from "../response/joined.js";

/** What was read of a body: all of it, or more than is kept; then `body` gives all of it as it arrives. */
export type Buffered =
  | { readonly complete: true; readonly bytes: Uint8Array<ArrayBuffer> | null }
  | { readonly complete: false; readonly body: ResponseBody };

/** Bounds of {@link buffer}, in bytes. */
export interface BufferLimits {
  /** Most that is kept. */
  readonly kept: number;
  /** Most that the caller may read into memory of what is not kept. */
  readonly read: number;
}

/** Reads a body into memory, unless it is too large to be kept. */
export async function buffer(
  { body, headers }: HttpResponse,
  limits: BufferLimits,
  context: CallContext,
): Promise<Buffered> {
  if (!body) return { complete: true, bytes: null };
  const length =
    headers["content-encoding"] === undefined ? Number(headers["content-length"] ?? Number.NaN) : Number.NaN;
  if (length > limits.kept) return { complete: false, body };
  if (length <= limits.kept) return { complete: true, bytes: await body.bytes() };
  const reader = body.stream().getReader();
  const pieces: Uint8Array[] = [];
  let size = 0;
  while (size <= limits.kept) {
    const { done, value } = await reader.read();
    if (done) return { complete: true, bytes: joined(pieces, size) };
    pieces.push(value);
    size += value.length;
  }
  const rest = new StreamedBody(resumed(pieces, reader), {
    maxBytes: limits.read,
    onTooLarge: () => tooLarge(limits.read, context),
  });
  return { complete: false, body: rest };
}

/** First `pieces`, then what `reader` still gives. */
function resumed(pieces: Uint8Array[], reader: ReadableStreamDefaultReader<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const first = pieces.shift();
      if (first) return controller.enqueue(first);
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
