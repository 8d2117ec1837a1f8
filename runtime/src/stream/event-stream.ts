import { SdkError } from "../errors/sdk-error.js";
import type { CallResponse } from "../response/call-response.js";
import type { RawResponse } from "../response/raw-response.js";
import type { OpenedStream, StreamCall } from "./types.js";

/**
 * The answer of a streaming operation: its events, as they arrive. The call is sent when the first event is asked for,
 * and the stream is read once. Leaving the loop, `abort()` and the call's `signal` close the connection.
 *
 * Throws in the loop: `StreamTruncatedError` when the connection ends before the declared end or within an event,
 * `TimeoutError` (`idle`) after too long a silence, `DecodeError` for an event that is not what the document
 * promises, `ApiError` for an event named `error`.
 *
 * @example
 * for await (const chunk of openai.chat.createStream({ body })) process.stdout.write(chunk.choices[0]?.delta.content ?? "");
 */
export class EventStream<T> implements AsyncIterable<T> {
  readonly #call: StreamCall;
  readonly #end = new AbortController();
  #opened: Promise<OpenedStream> | undefined;
  #isTaken = false;
  #lastEventId: string | undefined;

  constructor(call: StreamCall) {
    this.#call = call;
  }

  /** `id` of the last event that had one, to go on from: servers take it as `Last-Event-ID`. */
  get lastEventId(): string | undefined {
    return this.#lastEventId;
  }

  /** Sends the call and waits for the answer's headers. */
  async withResponse(): Promise<{ readonly data: EventStream<T>; readonly response: CallResponse }> {
    const { response } = await this.#open();
    return { data: this, response };
  }

  /** The bytes instead of the events. @throws when the stream is being read already */
  async raw(): Promise<RawResponse> {
    this.#take();
    if (this.#opened) throw new SdkError("The stream is open already: ask for `raw()` before anything else.");
    return this.#call.raw(this.#end.signal);
  }

  /** Ends the stream: the loop throws an `AbortedError`. */
  abort(reason?: unknown): void {
    this.#end.abort(reason);
  }

  [Symbol.asyncIterator](): AsyncGenerator<T, void, undefined> {
    this.#take();
    return this.#events();
  }

  #take(): void {
    if (this.#isTaken) throw new SdkError("An event stream can be read once only. Call the operation again.");
    this.#isTaken = true;
  }

  #open(): Promise<OpenedStream> {
    this.#opened ??= this.#call.open(this.#end.signal);
    return this.#opened;
  }

  async *#events(): AsyncGenerator<T, void, undefined> {
    // What reads events is loaded when it is needed: most calls answer once.
    const { eventsOf } = await import("./events.js");
    const opened = await this.#open();
    const onId = (id: string): void => void (this.#lastEventId = id);
    let failure: unknown;
    try {
      yield* eventsOf(this.#call, opened, { signal: this.#end.signal, onId }) as AsyncGenerator<T, void>;
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      opened.onEnd?.(failure);
    }
  }
}
