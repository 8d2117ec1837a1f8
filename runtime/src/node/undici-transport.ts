import { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import { abortError, closedError, networkError, what } from "../errors/network-error.js";
import { ValidationError } from "../errors/validation-error.js";
import type { CallContext, HeaderRecord, HttpBody, HttpRequest, HttpResponse, Transport } from "../http.js";
import { isReplayable } from "../request/replay.js";
import type { TransportOptions } from "../request/transport.js";
import { ACCEPT_ENCODING } from "./decompression.js";
import { Exchange, isShort, TICK_MS } from "./exchange.js";

/**
 * Sends requests with undici.
 *
 * Without a dispatcher it makes one of its own, never the global one, and closes it with the client. A dispatcher that is
 * passed (an `Agent` with a CA or client certificate, a `ProxyAgent`, a `MockAgent`) stays open.
 *
 * @example
 * new GitHub({ transport: undiciTransport(new ProxyAgent("http://proxy.internal:8080")) });
 */
export function undiciTransport(dispatcher?: Dispatcher, options: TransportOptions = {}): Transport {
  return new UndiciTransport(dispatcher, options);
}

class UndiciTransport implements Transport {
  readonly #made: Promise<Dispatcher> | undefined;
  #dispatcher: Dispatcher | undefined;
  readonly #maxBytes: number;
  /**
   * What is under way; each knows its place. Not a `Set`: one that is added to and deleted from all the time leaves a
   * chain of dead tables behind, which keep everything alive that was in them until the next full collection.
   */
  readonly #running: Exchange[] = [];
  #clock: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(dispatcher: Dispatcher | undefined, options: TransportOptions) {
    this.#maxBytes = options.maxResponseBytes ?? 256 * 1024 * 1024;
    this.#dispatcher = dispatcher;
    if (dispatcher) return;
    // undici takes longer to load than all of this package: it is fetched while the program gets ready for its first call.
    // The environment is the one of now, as for the credentials.
    const connection = { ...options, env: proxies(options.env) };
    this.#made = import("./proxy.js").then(({ createDispatcher }) => (this.#dispatcher = createDispatcher(connection)));
    this.#made.catch(() => undefined);
  }

  readonly send = (request: HttpRequest, context: CallContext): Promise<HttpResponse> => {
    context.sent = "no";
    if (this.#closed) return Promise.reject(closedError(context));
    if (request.signal?.aborted) return Promise.reject(abortError(request.signal, context));
    if (isSpent(request.body)) return Promise.reject(spent(context));
    const dispatcher = this.#dispatcher;
    if (!dispatcher) return this.#made!.then(() => this.send(request, context));
    const exchange = new Exchange(request, context, this.#maxBytes, this.#forget);
    exchange.place = this.#running.push(exchange) - 1;
    this.#clock ??= setInterval(() => this.#tick(), TICK_MS).unref();
    try {
      dispatcher.dispatch(
        {
          origin: request.origin,
          path: request.path,
          method: request.method,
          headers: fieldsOf(request.headers),
          body: (request.body ?? null) as string | Uint8Array | null,
          headersTimeout: isShort(request.body) ? 0 : context.timeouts.headers,
          bodyTimeout: 0,
        },
        exchange,
      );
    } catch (error) {
      exchange.abort(networkError(error, context));
    }
    return exchange.response;
  };

  async close(): Promise<void> {
    this.#closed = true;
    for (const exchange of this.#running.slice()) exchange.abort(closedError(exchange.context));
    this.#tick();
    const made = await this.#made?.catch(() => undefined);
    await made?.destroy();
  }

  readonly #forget = ({ place }: Exchange): void => {
    const last = this.#running.pop()!;
    if (last.place === place) return;
    this.#running[place] = last;
    last.place = place;
  };

  #tick(): void {
    for (const exchange of this.#running.slice()) exchange.tick();
    if (this.#running.length > 0) return;
    clearInterval(this.#clock);
    this.#clock = undefined;
  }
}

/** What was read before, by this caller or another: nothing would be sent, without a word. */
function isSpent(body: HttpBody | undefined): boolean {
  if (isReplayable(body)) return false;
  // It judges web streams as well, whatever its type says.
  return Readable.isDisturbed(body as unknown as Readable) || (body instanceof ReadableStream && body.locked);
}

function spent(context: CallContext): ValidationError {
  const message = "is a stream that is being read, or was read before";
  return new ValidationError(`${what(context)} was not sent: the body ${message}; make a new one for each call`, {
    context,
    issues: [{ path: "/body", message }],
  });
}

// A flat list, which undici takes as it is.
function fieldsOf(headers: Readonly<HeaderRecord>): string[] {
  const fields: string[] = [];
  for (const name in headers) fields.push(name, headers[name]!);
  if (!("accept-encoding" in headers)) fields.push("accept-encoding", ACCEPT_ENCODING);
  return fields;
}

const PROXIES = ["http_proxy", "https_proxy", "no_proxy"].flatMap((name) => [name, name.toUpperCase()]);

function proxies(env: TransportOptions["env"]): { readonly [name: string]: string | undefined } {
  return Object.fromEntries(PROXIES.map((name) => [name, env ? env(name) : process.env[name]]));
}
