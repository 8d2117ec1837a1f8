import type { StreamSpec } from "../contract.js";
import { ApiError } from "../errors/api-error.js";
import { DecodeError } from "../errors/decode-error.js";
import { SdkError } from "../errors/sdk-error.js";
import { StreamTruncatedError } from "../errors/stream-truncated-error.js";
import type { CallContext } from "../http.js";
import type { CallResponse } from "../response/call-response.js";
import type { RawResponse } from "../response/raw-response.js";
import type { Frame } from "./frames.js";
import { Reading } from "./reading.js";
import type { OpenedStream, StreamCall } from "./types.js";

/**
 * The answer of a streaming operation: its events, as they arrive. The call is sent when the first event is asked for,
 * and the stream is read once. Leaving the loop, `abort()` and the call's `signal` close the connection.
 *
 * Throws in the loop: {@link StreamTruncatedError} when the connection ends before the declared end or within an event,
 * `TimeoutError` (`idle`) after too long a silence, {@link DecodeError} for an event that is not what the document
 * promises, {@link ApiError} for an event named `error`.
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
    const opened = await this.#open();
    let failure: unknown;
    try {
      yield* this.#read(opened);
    } catch (error) {
      failure = error;
      throw error;
    } finally {
      opened.onEnd?.(failure);
    }
  }

  async *#read({ body, response, context }: OpenedStream): AsyncGenerator<T, void, undefined> {
    const { spec } = this.#call;
    await refuseOtherContent(spec, { body, response, context });
    const reading = new Reading(this.#call, body?.stream(), context, this.#end.signal);
    try {
      for await (const frame of reading.frames()) {
        if (frame.id !== undefined) this.#lastEventId = frame.id;
        if (spec.terminator !== undefined && frame.data === spec.terminator) return;
        yield this.#toEvent(frame, response, context);
      }
      if (spec.terminator === undefined) return;
      throw new StreamTruncatedError(`The stream ended without its last event, ${spec.terminator}.`, { context });
    } finally {
      await reading.close();
    }
  }

  #toEvent(frame: Frame, { status }: CallResponse, context: CallContext): T {
    const { spec } = this.#call;
    if (spec.format === "sse" && frame.event === "error") throw reportedError(frame, status, context);
    const data = spec.envelope ? spec.data === "json" : spec.data !== "text";
    const value = data ? this.#decoded(frame.data, status, context) : frame.data;
    return (spec.envelope ? { ...present(frame), data: value } : value) as T;
  }

  #decoded(text: string, status: number, context: CallContext): unknown {
    try {
      return (this.#call.decode ?? JSON.parse)(text);
    } catch (cause) {
      const excerpt = text.slice(0, 200);
      throw new DecodeError(`An event of the stream is not JSON: ${excerpt}`, { context, status, cause, excerpt });
    }
  }
}

// A page of HTML is no empty stream.
async function refuseOtherContent({ format }: StreamSpec, { body, response, context }: OpenedStream): Promise<void> {
  const { mediaType, status } = response;
  const isOther = format === "sse" ? /[/+](?:html|xml|json)$/ : /[/+](?:html|xml)$/;
  if (mediaType === undefined || !isOther.test(mediaType)) return;
  await body?.cancel();
  throw new DecodeError(`An event stream was expected, but the answer is ${mediaType}.`, { context, status });
}

/** An error that the server reports within the stream, as an event named `error`. */
function reportedError({ data }: Frame, status: number, context: CallContext): ApiError {
  let body: unknown = data;
  try {
    body = JSON.parse(data);
  } catch {
    // Then its text is all there is.
  }
  return new ApiError(`The server reported an error within the stream: ${data.slice(0, 500)}`, {
    context,
    status,
    body,
  });
}

function present(frame: Frame): Partial<Frame> {
  return Object.fromEntries(Object.entries(frame).filter(([, value]) => value !== undefined));
}
