import { tooLarge } from "../errors/body-error.js";
import { ConnectionError } from "../errors/connection-error.js";
import { abortError, closedError, networkError, timeoutError, what } from "../errors/network-error.js";
import { ValidationError } from "../errors/validation-error.js";
import type { CallContext, HeaderRecord, HttpRequest, HttpResponse, Transport } from "../http.js";
import type { TransportOptions } from "../request/transport.js";
import { onAbort } from "../retry/abort.js";
import { StreamedBody } from "../response/body.js";

type Fetch = typeof globalThis.fetch;

/**
 * Sends requests with `fetch`: the default in browsers, Deno, Bun and workers.
 *
 * The platform decompresses and connects, so `timeouts.connect` is part of `timeouts.headers` here.
 *
 * @example
 * new GitHub({ transport: fetchTransport(env.SERVICE.fetch) });
 */
export function fetchTransport(fetch: Fetch = globalThis.fetch, options: TransportOptions = {}): Transport {
  return new FetchTransport(fetch, options.maxResponseBytes ?? 256 * 1024 * 1024);
}

// Encoded or not, URLs lose them.
const DOT_SEGMENT = /^[^?]*\/(\.|%2e){1,2}([/?]|$)/i;

class FetchTransport implements Transport {
  readonly #fetch: Fetch;
  readonly #maxBytes: number;
  readonly #running = new Map<AbortController, CallContext>();
  #closed = false;

  constructor(fetch: Fetch, maxBytes: number) {
    this.#fetch = fetch;
    this.#maxBytes = maxBytes;
  }

  readonly send = async (request: HttpRequest, context: CallContext): Promise<HttpResponse> => {
    context.sent = "no";
    if (this.#closed) throw closedError(context);
    const controller = new AbortController();
    const { signal } = request;
    if (signal?.aborted) throw abortError(signal, context);
    if (DOT_SEGMENT.test(request.path)) {
      throw new ValidationError(`${what(context)} cannot be sent with fetch, which drops "." and ".." from a path`, {
        context,
      });
    }
    const forget = signal && onAbort(signal, () => controller.abort(abortError(signal, context)));
    this.#running.set(controller, context);
    const end = (): void => {
      forget?.();
      this.#running.delete(controller);
    };
    const fail = (cause: unknown): Error =>
      controller.signal.aborted ? (controller.signal.reason as Error) : networkError(cause, context);
    const expire = (kind: "headers" | "body"): Error => {
      const error = timeoutError(kind, context);
      controller.abort(error);
      return error;
    };
    const { headers: firstByteMs, body: idleMs } = context.timeouts;
    const timer = firstByteMs ? setTimeout(() => expire("headers"), firstByteMs) : undefined;
    let response: Response;
    try {
      context.sent = "maybe";
      // Called as a plain function: a bound `this` is an illegal invocation in browsers and workers.
      const fetch = this.#fetch;
      response = await fetch(request.origin + request.path, requestInit(request, controller.signal));
    } catch (error) {
      end();
      throw fail(error);
    } finally {
      clearTimeout(timer);
    }
    if (response.type === "opaqueredirect") {
      end();
      const text = `${what(context)} was redirected, and a browser hides where to; give the final address as baseUrl`;
      throw new ConnectionError(text, { context, sent: "maybe" });
    }
    if (!response.body) end();
    const watch = {
      idleMs,
      onIdle: () => expire("body"),
      maxBytes: this.#maxBytes,
      onTooLarge: () => tooLarge(this.#maxBytes, context),
      onError: fail,
      onEnd: end,
    };
    return {
      status: response.status,
      headers: headerRecord(response.headers),
      setCookie: response.headers.getSetCookie?.(),
      body: response.body && new StreamedBody(response.body, watch),
      url: response.url || request.origin + request.path,
    };
  };

  async close(): Promise<void> {
    this.#closed = true;
    for (const [controller, context] of this.#running) controller.abort(closedError(context));
  }
}

function requestInit(request: HttpRequest, signal: AbortSignal): RequestInit {
  const { method, headers, body } = request;
  const init: RequestInit = { method, headers: { ...headers }, signal, redirect: "manual" };
  if (body === undefined) return init;
  const sent = isIterable(body) ? ReadableStream.from(body) : body;
  // Half duplex is what the standard asks for with a stream; DOM types do not know it everywhere.
  return Object.assign(init, { body: sent }, sent instanceof ReadableStream ? { duplex: "half" } : undefined);
}

function isIterable(body: NonNullable<HttpRequest["body"]>): body is AsyncIterable<Uint8Array> {
  return typeof body === "object" && !(body instanceof ReadableStream) && Symbol.asyncIterator in body;
}

function headerRecord(headers: Headers): HeaderRecord {
  const record: HeaderRecord = Object.create(null);
  for (const [name, value] of headers) if (name !== "set-cookie") record[name] = value;
  return record;
}
