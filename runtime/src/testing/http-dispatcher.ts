import http, { type ClientRequest, type IncomingMessage } from "node:http";
import https from "node:https";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Dispatcher, errors } from "undici";

/**
 * An undici dispatcher that sends with `node:http`, where nock and others that watch Node's own client see the traffic;
 * undici's own they never see. All above it is what runs in production.
 *
 * @example
 * import nock from "nock";
 *
 * nock("https://api.github.com").get("/rate_limit").reply(200, {});
 * const github = new GitHub({ dispatcher: new HttpDispatcher() });
 */
export class HttpDispatcher extends Dispatcher {
  readonly #running = new Set<HttpExchange>();
  #closed = false;
  // Composing wraps handlers of undici's older kind, which its own `fetch` and `request` still pass.
  readonly #wrapped = new Sender((options, handler) => this.#send(options, handler)).compose(
    (dispatch) => (options, handler) => dispatch(options, handler),
  );

  /** @throws undici's `ClientClosedError` after {@link close} */
  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    return this.#wrapped.dispatch(options, handler);
  }

  /** Ends what is under way; takes nothing more. */
  override destroy(...args: readonly unknown[]): Promise<void> & void {
    this.#closed = true;
    const error = args.find((one) => one instanceof Error) ?? new errors.ClientDestroyedError();
    for (const exchange of this.#running) exchange.abort(error);
    return settled(args);
  }

  /** Takes nothing more; what is under way goes on. */
  override close(...args: readonly unknown[]): Promise<void> & void {
    this.#closed = true;
    return settled(args);
  }

  #send(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    if (this.#closed) throw new errors.ClientClosedError();
    const exchange = new HttpExchange(options, handler, () => this.#running.delete(exchange));
    this.#running.add(exchange);
    exchange.start();
    return true;
  }
}

class Sender extends Dispatcher {
  readonly #send: Dispatcher["dispatch"];

  constructor(send: Dispatcher["dispatch"]) {
    super();
    this.#send = send;
  }

  override dispatch(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler): boolean {
    return this.#send(options, handler);
  }
}

/** Undici's two ways of telling that it is done: a callback or a promise. */
function settled(args: readonly unknown[]): Promise<void> & void {
  const callback = args.find((one) => typeof one === "function");
  if (callback) queueMicrotask(() => (callback as () => void)());
  return Promise.resolve() as Promise<void> & void;
}

/** One request and its answer, told as undici tells of them. */
class HttpExchange implements Dispatcher.DispatchController {
  readonly #options: Dispatcher.DispatchOptions;
  readonly #handler: Dispatcher.DispatchHandler;
  readonly #onEnd: () => void;
  #request: ClientRequest | undefined;
  #response: IncomingMessage | undefined;
  #reason: Error | null = null;
  #over = false;

  constructor(options: Dispatcher.DispatchOptions, handler: Dispatcher.DispatchHandler, onEnd: () => void) {
    this.#options = options;
    this.#handler = handler;
    this.#onEnd = onEnd;
  }

  get aborted(): boolean {
    return this.#reason !== null;
  }

  get reason(): Error | null {
    return this.#reason;
  }

  get paused(): boolean {
    return this.#response?.isPaused() ?? false;
  }

  start(): void {
    this.#tell(() => this.#handler.onRequestStart?.(this, {}));
    if (this.#over) return;
    const { origin, path, method, body, headersTimeout } = this.#options;
    try {
      const url = new URL(String(origin));
      const { request: send } = url.protocol === "https:" ? https : http;
      const request = send({
        protocol: url.protocol,
        hostname: url.hostname.replace(/^\[|\]$/g, ""),
        port: url.port,
        path,
        method,
        headers: headersOf(this.#options.headers),
      });
      this.#request = request;
      request.on("response", (response) => this.#answered(response));
      request.on("error", (error) => this.#failed(error));
      if (headersTimeout) request.setTimeout(headersTimeout, () => this.abort(new errors.HeadersTimeoutError()));
      void this.#write(request, body as Sendable);
    } catch (error) {
      this.#failed(error as Error);
    }
  }

  abort(reason: Error): void {
    if (this.#over) return;
    this.#reason = reason;
    this.#failed(reason);
  }

  pause(): void {
    this.#response?.pause();
  }

  resume(): void {
    this.#response?.resume();
  }

  async #write(request: ClientRequest, body: Sendable): Promise<void> {
    try {
      if (body === null || body === undefined || typeof body === "string" || body instanceof Uint8Array) {
        request.end(body ?? undefined);
      } else {
        await pipeline(body instanceof Blob ? body.stream() : Readable.from(body), request);
      }
    } catch (error) {
      this.#failed(error as Error);
    }
  }

  #answered(response: IncomingMessage): void {
    this.#response = response;
    response.on("data", (chunk: Buffer) => this.#tell(() => this.#handler.onResponseData?.(this, chunk)));
    response.on("end", () => {
      if (this.#over) return;
      this.#finish();
      this.#tell(() => this.#handler.onResponseEnd?.(this, response.trailers as IncomingFields));
    });
    response.on("error", (error) => this.#failed(error));
    response.on("aborted", () => this.#failed(new errors.SocketError("other side closed")));
    this.#tell(() =>
      this.#handler.onResponseStart?.(this, response.statusCode ?? 0, fieldsOf(response), response.statusMessage),
    );
  }

  // What a handler throws ends the exchange, as it does in undici; thrown on, it would end the process.
  #tell(event: () => void): void {
    if (this.#over && this.#reason) return;
    try {
      event();
    } catch (error) {
      this.#failed(error as Error);
    }
  }

  #failed(error: Error): void {
    if (this.#over) return;
    this.#finish();
    this.#request?.destroy();
    this.#response?.destroy();
    this.#handler.onResponseError?.(this, error);
  }

  #finish(): void {
    this.#over = true;
    this.#onEnd();
  }
}

type Sendable = string | Uint8Array | Blob | AsyncIterable<Uint8Array> | null | undefined;
type IncomingFields = { [name: string]: string | string[] };

/** Undici takes a flat list, an object or an iterable of pairs. */
function headersOf(given: Dispatcher.DispatchOptions["headers"]): { [name: string]: string | string[] } {
  const headers: { [name: string]: string | string[] } = Object.create(null) as object as IncomingFields;
  const add = (name: string, value: string | string[] | undefined | null): void => {
    if (value !== undefined && value !== null) headers[name] = value;
  };
  if (Array.isArray(given)) {
    for (let at = 0; at + 1 < given.length; at += 2) add(given[at] as string, given[at + 1] as string);
  } else if (given && Symbol.iterator in given) {
    for (const [name, value] of given as Iterable<[string, string]>) add(name, value);
  } else if (given) {
    for (const [name, value] of Object.entries(given)) add(name, value);
  }
  return headers;
}

/** Header fields as undici gives them: by lower-case name, several of one name as a list. */
function fieldsOf({ rawHeaders }: IncomingMessage): IncomingFields {
  const fields: IncomingFields = Object.create(null) as object as IncomingFields;
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!.toLowerCase();
    const value = rawHeaders[at + 1]!;
    const known = fields[name];
    fields[name] = known === undefined ? value : [known, value].flat();
  }
  return fields;
}
