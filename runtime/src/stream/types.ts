import type { StreamSpec } from "../contract.js";
import type { CallContext, ResponseBody } from "../http.js";
import type { CallResponse } from "../response/call-response.js";
import type { RawResponse } from "../response/raw-response.js";

/** A connection on which events arrive, as the core opened it: status checked, body not read. */
export interface OpenedStream {
  readonly response: CallResponse;
  readonly body: ResponseBody | null;
  /** For errors: redacted URL, attempts. */
  readonly context: CallContext;
  /** Called once when the stream is over, with the error that ended it. */
  readonly onEnd?: ((error?: unknown) => void) | undefined;
}

/** What the core gives for one streaming call. Streams own no network: they only call `open` or `raw`. */
export interface StreamCall {
  readonly spec: StreamSpec;
  /**
   * Sends the call, when the stream is first used, and reads nothing of its body. `signal` ends the connection and is
   * to be combined with the caller's. The transport's own body timeout must be off: silence is judged by events here.
   */
  readonly open: (signal: AbortSignal) => Promise<OpenedStream>;
  /** Sends the call and hands out the bytes. */
  readonly raw: (signal: AbortSignal) => Promise<RawResponse>;
  /** Reads the JSON of one event as the operation says (bigints, dates). Default: `JSON.parse`. */
  readonly decode?: ((text: string) => unknown) | undefined;
  /** Looks at each event whose type describes the whole of it. @throws SdkError to end the stream */
  readonly check?: ((event: unknown) => void) | undefined;
  /** Longest silence between two events, ms; 0 is no bound. Default: 300,000 when the end is declared, else 0. */
  readonly idleTimeout?: number | undefined;
  /** Most characters of one event or line. Default 16 Mi. */
  readonly maxEventSize?: number | undefined;
}

/** A server-sent event as it came, where its type describes the whole event. */
export interface ServerSentEvent<Data = string> {
  /** Kind of the event. Absent: `message`, by the standard. */
  readonly event?: string;
  /** Its content, lines joined by line feeds. */
  readonly data: Data;
  /** What `Last-Event-ID` may take to go on behind it. */
  readonly id?: string;
  /** How long to wait before connecting again, as the server wishes, ms. */
  readonly retry?: number;
}
