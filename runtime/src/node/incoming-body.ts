import { tooLarge } from "../errors/body-error.js";
import type { CallContext, ResponseBody } from "../http.js";

/** What a body needs of its connection. */
export interface FlowControl {
  pause(): void;
  resume(): void;
  /** Ends the connection. */
  abort(reason: Error): void;
}

const HELD_BYTES = 64 * 1024;
const DRAINED_BYTES = 64 * 1024;
const DRAIN_MS = 1000;

type Sink =
  | { readonly kind: "reader"; resolve(): void; reject(error: unknown): void }
  | { readonly kind: "stream"; readonly controller: ReadableStreamDefaultController<Uint8Array> }
  | { readonly kind: "drain"; readonly timer: NodeJS.Timeout };

/**
 * A body as it comes from a socket: held back until somebody wants it, then given as a whole or as a stream. Without
 * Node's or the web's streams where the whole is wanted, because they cost more than everything else of a small call.
 */
export class IncomingBody implements ResponseBody {
  readonly #flow: FlowControl;
  readonly #maxBytes: number;
  readonly #context: CallContext;
  #chunks: Uint8Array[] = [];
  #size = 0;
  #claimed = false;
  #ended = false;
  #error: Error | undefined;
  #sink: Sink | undefined;

  constructor(flow: FlowControl, maxBytes: number, context: CallContext) {
    this.#flow = flow;
    this.#maxBytes = maxBytes;
    this.#context = context;
  }

  /** A piece has arrived. */
  push(chunk: Uint8Array): void {
    this.#size += chunk.length;
    const sink = this.#sink;
    if (sink?.kind === "stream") {
      sink.controller.enqueue(chunk);
      if ((sink.controller.desiredSize ?? 0) <= 0) this.#flow.pause();
      return;
    }
    if (sink?.kind === "drain") {
      if (this.#size > DRAINED_BYTES) this.#flow.abort(new Error("the rest of the body is not wanted"));
      return;
    }
    this.#chunks.push(chunk);
    if (!sink) {
      if (this.#size >= HELD_BYTES) this.#flow.pause();
    } else if (this.#size > this.#maxBytes) {
      this.#flow.abort(tooLarge(this.#maxBytes, this.#context));
    }
  }

  /** Everything has arrived. */
  end(): void {
    this.#ended = true;
    const sink = this.#sink;
    if (sink?.kind === "reader") sink.resolve();
    else if (sink?.kind === "stream") sink.controller.close();
    else if (sink) clearTimeout(sink.timer);
  }

  /** The rest will not come. */
  fail(error: Error): void {
    this.#error = error;
    const sink = this.#sink;
    if (sink?.kind === "reader") sink.reject(error);
    else if (sink?.kind === "stream") sink.controller.error(error);
    else if (sink) clearTimeout(sink.timer);
  }

  text(): Promise<string> {
    return this.#read(asText);
  }

  bytes(): Promise<Buffer<ArrayBuffer>> {
    return this.#read(asIs);
  }

  #read<Result>(convert: (bytes: Buffer<ArrayBuffer>) => Result): Promise<Result> {
    this.#claim();
    if (this.#error) return Promise.reject(this.#error);
    if (this.#size > this.#maxBytes) {
      const error = tooLarge(this.#maxBytes, this.#context);
      this.#flow.abort(error);
      return Promise.reject(error);
    }
    return new Promise((resolve, reject) => {
      const finish = (): void => resolve(convert(this.#whole()));
      if (this.#ended) return finish();
      this.#sink = { kind: "reader", resolve: finish, reject };
      this.#flow.resume();
    });
  }

  stream(): ReadableStream<Uint8Array> {
    this.#claim();
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          for (const chunk of this.#chunks.splice(0)) controller.enqueue(chunk);
          if (this.#error) controller.error(this.#error);
          else if (this.#ended) controller.close();
          else this.#sink = { kind: "stream", controller };
        },
        pull: () => this.#flow.resume(),
        cancel: () => {
          this.#sink = undefined;
          this.#flow.abort(new Error("the rest of the body is not wanted"));
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: HELD_BYTES }),
    );
  }

  cancel(): Promise<void> {
    this.#claimed = true;
    this.#chunks = [];
    if (this.#ended || this.#error || this.#sink) return Promise.resolve();
    // What is left of a small body is read, which keeps the connection; nobody waits for that.
    const timer = setTimeout(() => this.#flow.abort(new Error("the rest of the body did not come")), DRAIN_MS);
    timer.unref();
    this.#size = 0;
    this.#sink = { kind: "drain", timer };
    this.#flow.resume();
    return Promise.resolve();
  }

  #claim(): void {
    if (this.#claimed) throw new TypeError("The body of this answer has been read or cancelled before");
    this.#claimed = true;
  }

  #whole(): Buffer<ArrayBuffer> {
    const chunks = this.#chunks.splice(0);
    const only = chunks.length === 1 ? chunks[0]! : undefined;
    // Node's sockets never share their memory with a SharedArrayBuffer.
    return (
      only ? Buffer.from(only.buffer, only.byteOffset, only.length) : Buffer.concat(chunks)
    ) as Buffer<ArrayBuffer>;
  }
}

function asText(bytes: Buffer): string {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return bytes.toString("utf8", hasMark ? 3 : 0);
}

function asIs<Value>(value: Value): Value {
  return value;
}
