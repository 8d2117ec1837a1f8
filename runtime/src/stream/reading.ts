import { AbortedError } from "../errors/aborted-error.js";
import { ConnectionError } from "../errors/connection-error.js";
import { DecodeError } from "../errors/decode-error.js";
import { timeoutError, what } from "../errors/network-error.js";
import type { SdkError } from "../errors/sdk-error.js";
import { StreamTruncatedError } from "../errors/stream-truncated-error.js";
import type { CallContext } from "../http.js";
import { eventFramer, FrameTooLarge, lineFramer, type Frame } from "./frames.js";
import { SilenceTimer } from "./silence.js";
import type { StreamCall } from "./types.js";

/** ms, where the document declares how the stream ends. */
const IDLE_TIMEOUT = 300_000;
/** Characters. */
const LARGEST_EVENT = 16 * 1024 * 1024;

/** The error for a stream that ended too early. What came before was handed out. */
export function truncated(problem: string, context: CallContext, cause?: unknown): StreamTruncatedError {
  const advice = "call again, after lastEventId where the server can go on from there";
  return new StreamTruncatedError(`${what(context)}: ${problem}; ${advice}`, { context, cause });
}

/** Reads one body as frames, and says why it ended. */
export class Reading {
  readonly #call: StreamCall;
  readonly #context: CallContext;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array> | undefined;
  readonly #decoder = new TextDecoder();
  readonly #silence: SilenceTimer;
  readonly #signal: AbortSignal;
  readonly #onAbort = (): void => this.#fail(this.#aborted());
  #failure: SdkError | undefined;

  constructor(
    call: StreamCall,
    body: ReadableStream<Uint8Array> | undefined,
    context: CallContext,
    signal: AbortSignal,
  ) {
    const bound = call.idleTimeout ?? (call.spec.terminator === undefined ? 0 : IDLE_TIMEOUT);
    const onSilence = (): void => this.#fail(timeoutError("idle", this.#context));
    this.#call = call;
    this.#context = context;
    this.#reader = body?.getReader();
    this.#silence = new SilenceTimer(bound, onSilence);
    this.#signal = signal;
    signal.addEventListener("abort", this.#onAbort, { once: true });
  }

  async *frames(): AsyncGenerator<Frame, void, undefined> {
    const { spec, maxEventSize = LARGEST_EVENT } = this.#call;
    const framer = spec.format === "sse" ? eventFramer(maxEventSize) : lineFramer(maxEventSize);
    for (let text = await this.#read(); text !== undefined; text = await this.#read()) {
      const piece = text;
      for (const frame of this.#framed(() => framer.feed(piece))) {
        this.#silence.stop();
        yield frame;
      }
    }
    yield* this.#framed(() => framer.end());
    const rest = this.#framed(() => framer.rest());
    if (rest && this.#isWhole(rest)) yield rest;
    else if (rest) throw this.#truncated("the connection ended within an event");
  }

  /** The next piece of text; undefined at the end. */
  async #read(): Promise<string | undefined> {
    if (this.#signal.aborted) throw this.#aborted();
    this.#silence.listen();
    try {
      const piece = await this.#reader?.read();
      if (this.#failure) throw this.#failure;
      if (piece && !piece.done) return this.#decoder.decode(piece.value, { stream: true });
      this.#silence.stop();
      return undefined;
    } catch (error) {
      if (this.#failure) throw this.#failure;
      throw error instanceof ConnectionError
        ? this.#truncated("the connection broke before the stream ended", error)
        : error;
    }
  }

  // The last line may lack its line feed, and the terminator its blank line.
  #isWhole({ data }: Frame): boolean {
    const { spec } = this.#call;
    if (data === spec.terminator) return true;
    if (spec.format === "sse") return false;
    try {
      JSON.parse(data);
      return true;
    } catch {
      return false;
    }
  }

  #framed<Value>(cut: () => Value): Value {
    try {
      return cut();
    } catch (cause) {
      if (!(cause instanceof FrameTooLarge)) throw cause;
      const bound = this.#call.maxEventSize ?? LARGEST_EVENT;
      const problem = `an event of the stream is longer than ${bound} characters; read it with .raw()`;
      throw new DecodeError(`${what(this.#context)}: ${problem}`, { context: this.#context });
    }
  }

  #truncated(problem: string, cause?: unknown): StreamTruncatedError {
    return truncated(problem, this.#context, cause);
  }

  #aborted(): AbortedError {
    const message = `${what(this.#context)}: the stream was aborted`;
    return new AbortedError(message, { context: this.#context, cause: this.#signal.reason });
  }

  // Cancelling lets a pending read end.
  #fail(error: SdkError): void {
    this.#failure ??= error;
    void this.close();
  }

  /** Lets go of the connection; never rejects. */
  async close(): Promise<void> {
    this.#silence.stop();
    this.#signal.removeEventListener("abort", this.#onAbort);
    await this.#reader?.cancel().catch(() => {});
  }
}
