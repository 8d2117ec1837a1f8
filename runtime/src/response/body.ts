import type { ResponseBody } from "../http.js";
import { joined } from "./joined.js";

/** A body of what is in memory already: the cache's, a middleware's, a test's. */
export function bodyOf(content: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>): ResponseBody {
  if (content instanceof ReadableStream) return new StreamedBody(content, {});
  return new KnownBody(content);
}

class KnownBody implements ResponseBody {
  readonly #content: string | Uint8Array<ArrayBuffer>;

  constructor(content: string | Uint8Array<ArrayBuffer>) {
    this.#content = content;
  }

  async text(): Promise<string> {
    return typeof this.#content === "string" ? this.#content : new TextDecoder().decode(this.#content);
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    return typeof this.#content === "string" ? new TextEncoder().encode(this.#content) : this.#content;
  }

  stream(): ReadableStream<Uint8Array> {
    return new Blob([this.#content]).stream();
  }

  async cancel(): Promise<void> {}
}

/** What watches over a body that is still arriving. */
export interface BodyWatch {
  /** Longest wait for a piece, ms; 0 or undefined is no bound. */
  readonly idleMs?: number;
  /** Makes the error for a wait that was too long, and ends the connection. */
  readonly onIdle?: () => Error;
  readonly maxBytes?: number;
  readonly onTooLarge?: () => Error;
  /** Makes our error of what the stream failed with. */
  readonly onError?: (cause: unknown) => Error;
  /** Nothing more will be read. */
  readonly onEnd?: () => void;
}

/** A body that comes as a web stream. */
export class StreamedBody implements ResponseBody {
  readonly #source: ReadableStream<Uint8Array>;
  readonly #watch: BodyWatch;

  constructor(source: ReadableStream<Uint8Array>, watch: BodyWatch) {
    this.#source = source;
    this.#watch = watch;
  }

  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  async bytes(): Promise<Uint8Array<ArrayBuffer>> {
    const reader = this.#source.getReader();
    const { maxBytes = Infinity, onTooLarge } = this.#watch;
    const chunks: Uint8Array[] = [];
    let size = 0;
    for (let chunk = await this.#next(reader); chunk; chunk = await this.#next(reader)) {
      size += chunk.length;
      if (size > maxBytes) {
        this.#leave(reader);
        throw onTooLarge?.() ?? new RangeError(`More than ${maxBytes} bytes`);
      }
      chunks.push(chunk);
    }
    return joined(chunks, size);
  }

  stream(): ReadableStream<Uint8Array> {
    const reader = this.#source.getReader();
    return new ReadableStream<Uint8Array>({
      pull: async (controller) => {
        const chunk = await this.#next(reader);
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
      cancel: () => this.#leave(reader),
    });
  }

  async cancel(): Promise<void> {
    if (this.#source.locked) return;
    this.#leave(this.#source.getReader());
  }

  /** The next piece; undefined at the end. */
  async #next(reader: Reader): Promise<Uint8Array | undefined> {
    const { onError, onEnd } = this.#watch;
    try {
      const { done, value } = await this.#bounded(reader.read());
      if (done) onEnd?.();
      return done ? undefined : value;
    } catch (error) {
      this.#leave(reader);
      throw onError ? onError(error) : error;
    }
  }

  // Also while a read is under way, which ends by it.
  #leave(reader: Reader): void {
    this.#watch.onEnd?.();
    reader.cancel().catch(() => undefined);
  }

  #bounded<Value>(reading: Promise<Value>): Promise<Value> {
    const { idleMs, onIdle } = this.#watch;
    if (!idleMs || !onIdle) return reading;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(onIdle()), idleMs);
      reading.then(resolve, reject).finally(() => clearTimeout(timer));
    });
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;
