import type { CallContext, HttpResponse, ResponseBody } from "../http.js";
import { CallResponse } from "./call-response.js";

/**
 * A success answer whose body has not been read. Read it once, or `cancel()` it: until then its connection is busy.
 *
 * @example
 * const raw = await store.pets.downloadPhoto({ id: 7 }).raw();
 * await pipeline(raw.body, createWriteStream("7.jpg"));
 */
export class RawResponse extends CallResponse implements AsyncIterable<Uint8Array> {
  readonly #body: ResponseBody | null;

  constructor(http: HttpResponse, context: CallContext, requestIdHeader?: string, onEnd?: () => void) {
    super(http, context, requestIdHeader);
    this.#body = http.body && onEnd ? watched(http.body, onEnd) : http.body;
    if (!http.body) onEnd?.();
  }

  /** The body as it arrives, with back-pressure. */
  get body(): ReadableStream<Uint8Array> {
    return this.#body ? this.#body.stream() : new Blob([]).stream();
  }

  /** The whole body as UTF-8. @throws TypeError when it was read before */
  async text(): Promise<string> {
    return this.#body ? this.#body.text() : "";
  }

  /** The whole body as bytes. @throws TypeError when it was read before */
  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return this.#body ? this.#body.bytes() : new Uint8Array(0);
  }

  /** The whole body, with the content type of the answer. @throws TypeError when it was read before */
  async blob(): Promise<Blob> {
    return new Blob([await this.bytes()], { type: this.headers.get("content-type") ?? "" });
  }

  /** The whole body as JSON, without conversions and checks. @throws SyntaxError when it is none */
  async json(): Promise<unknown> {
    return JSON.parse(await this.text());
  }

  /** Lets go of the body; never rejects. */
  async cancel(): Promise<void> {
    await this.#body?.cancel();
  }

  /** The body piece by piece; leaving the loop lets go of the connection. */
  [Symbol.asyncIterator](): AsyncIterator<Uint8Array> {
    return this.body[Symbol.asyncIterator]();
  }
}

/** Tells when a body has been read, has failed or was cancelled. */
function watched(body: ResponseBody, onEnd: () => void): ResponseBody {
  return {
    text: () => body.text().finally(onEnd),
    bytes: () => body.bytes().finally(onEnd),
    cancel: () => body.cancel().finally(onEnd),
    stream: () => endingStream(body.stream(), onEnd),
  };
}

/** A stream that tells when it has been read, has failed or was cancelled. */
export function endingStream(stream: ReadableStream<Uint8Array>, onEnd: () => void): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        const { done, value } = await reader.read();
        if (!done) return controller.enqueue(value);
        onEnd();
        controller.close();
      } catch (error) {
        onEnd();
        throw error;
      }
    },
    cancel: (reason) => reader.cancel(reason).finally(onEnd),
  });
}
