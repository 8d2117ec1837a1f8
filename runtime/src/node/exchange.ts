import type { Dispatcher } from "undici";
import { abortError, networkError, timeoutError } from "../errors/network-error.js";
import type { CallContext, HeaderRecord, HttpBody, HttpRequest, HttpResponse } from "../http.js";
import { onAbort } from "../retry/abort.js";
import { decompressed } from "./decompression.js";
import { IncomingBody, type FlowControl } from "./incoming-body.js";

/** How often the transport calls {@link Exchange.tick}. */
export const TICK_MS = 1000;

// Bounds from here on are kept by ticks, which cost nothing per call. A timer for each, as undici makes one whenever the
// bound changes, costs a call a tenth of its time.
const COARSE_MS = 5000;

/** One request and its answer, as undici tells of them. */
export class Exchange implements Dispatcher.DispatchHandler, FlowControl {
  readonly response: Promise<HttpResponse>;
  readonly context: CallContext;
  /** Where the transport keeps it. */
  place = 0;
  readonly #request: HttpRequest;
  readonly #maxBytes: number;
  readonly #onEnd: (exchange: Exchange) => void;
  #resolve!: (response: HttpResponse) => void;
  #reject!: (error: Error) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #body: IncomingBody | undefined;
  #over = false;
  #forget: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #awaited: "headers" | "body" = "headers";
  /** How much longer is waited, in ms; ticks count it down. */
  #patience = Infinity;

  constructor(request: HttpRequest, context: CallContext, maxBytes: number, onEnd: (exchange: Exchange) => void) {
    this.#request = request;
    this.context = context;
    this.#maxBytes = maxBytes;
    this.#onEnd = onEnd;
    this.response = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { signal } = request;
    if (!signal) return;
    this.#forget = onAbort(signal, () => this.abort(abortError(signal, context)));
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    // Aborted while it waited for a connection: then nothing is written.
    if (this.#over) return controller.abort(new Error("aborted before it was sent"));
    this.context.sent = "maybe";
    if (isShort(this.#request.body)) this.#expect("headers");
  }

  onResponseStart(_controller: Dispatcher.DispatchController, status: number, fields: IncomingFields): void {
    if (status < 200 || this.#over) return;
    this.#expect("body");
    const { headers, setCookie } = headerRecord(fields);
    const empty = this.#request.method === "HEAD" || status === 204 || status === 304;
    this.#body = new IncomingBody(this, this.#maxBytes, this.context);
    const url = this.#request.origin + this.#request.path;
    const encoding = headers["content-encoding"];
    if (encoding === undefined || empty) {
      this.#resolve({ status, headers, setCookie, body: empty ? null : this.#body, url });
      return;
    }
    const decoding = decompressed(this.#body, encoding, this.#maxBytes, this.context);
    if (decoding !== this.#body) {
      delete headers["content-encoding"];
      delete headers["content-length"];
    }
    this.#resolve({ status, headers, setCookie, body: decoding, url });
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Uint8Array): void {
    if (this.#over) return;
    if (this.#timer) this.#timer.refresh();
    else this.#expect("body");
    this.#body?.push(chunk);
  }

  onResponseEnd(): void {
    if (this.#over) return;
    this.#finish();
    this.#body?.end();
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    if (!this.#over) this.#fail(networkError(cause, this.context));
  }

  /** Time goes by. */
  tick(): void {
    this.#patience -= TICK_MS;
    if (this.#patience < 0) this.abort(timeoutError(this.#awaited, this.context));
  }

  pause(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#patience = Infinity;
    this.#controller?.pause();
  }

  resume(): void {
    if (!this.#over) this.#expect("body");
    this.#controller?.resume();
  }

  /** Ends the exchange at once, wherever it stands. */
  abort(reason: Error): void {
    if (this.#over) return;
    this.#fail(reason);
    this.#controller?.abort(reason);
  }

  #fail(error: Error): void {
    this.#finish();
    if (this.#body) this.#body.fail(error);
    else this.#reject(error);
  }

  #expect(kind: "headers" | "body"): void {
    const ms = this.context.timeouts[kind];
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#awaited = kind;
    this.#patience = ms >= COARSE_MS ? ms + TICK_MS : Infinity;
    if (ms > 0 && ms < COARSE_MS) this.#timer = setTimeout(() => this.abort(timeoutError(kind, this.context)), ms);
  }

  #finish(): void {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#forget?.();
    this.#onEnd(this);
  }
}

/** While a long body is sent, only undici knows whether anybody waits. */
export function isShort(body: HttpBody | undefined): boolean {
  return body === undefined || ((typeof body === "string" || body instanceof Uint8Array) && body.length < 64 * 1024);
}

// What there is one of is no list: two places to go, joined, are a third. The first counts, as in Node's own client.
const SINGLE: ReadonlySet<string> = new Set(["content-type", "location", "retry-after"]);

function oneOf(name: string, values: readonly string[]): string {
  return SINGLE.has(name) ? values[0]! : values.join(", ");
}

type IncomingFields = { readonly [name: string]: string | string[] | undefined };

function headerRecord(fields: IncomingFields): { headers: HeaderRecord; setCookie: string[] | undefined } {
  const headers: HeaderRecord = {};
  let setCookie: string[] | undefined;
  for (const name of Object.keys(fields)) {
    const value = fields[name]!;
    if (name === "set-cookie") setCookie = typeof value === "string" ? [value] : value;
    else if (name !== "__proto__") headers[name] = typeof value === "string" ? value : oneOf(name, value);
  }
  return { headers, setCookie };
}
