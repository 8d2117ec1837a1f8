import { defaultTransport } from "#transport";
import { createAuth, type Auth, type AuthOption } from "./auth/index.js";
import { chainOf } from "./chain.js";
import type { ApiDefinition, OperationDefinition, StreamOperation } from "./contract.js";
import type { Call } from "./engine.js";
import { abortError, closedError, what } from "./errors/network-error.js";
import { inContext } from "./errors/in-context.js";
import { PaginationError } from "./errors/pagination-error.js";
import { ValidationError } from "./errors/validation-error.js";
import type { Handler, HeaderRecord, HttpRequest, HttpResponse, Transport } from "./http.js";
import type { Observer } from "./observe/index.js";
import type { CallOptions, ClientOptions } from "./options.js";
import { buildRequest } from "./request/build.js";
import type { Context } from "./request/context.js";
import type { Environment } from "./request/environment.js";
import { checkCallOptions, checkClientOptions } from "./request/option-check.js";
import { mergeHeaders } from "./request/headers.js";
import { templateOrigin } from "./request/server.js";
import { Servers } from "./request/servers.js";
import { targetOf, type Values } from "./request/target.js";
import { isAnswer } from "./response/answer-kind.js";
import type { Answer } from "./response/api-promise.js";
import { CallResponse } from "./response/call-response.js";
import type { CheckFinder, Judge } from "./response/checks.js";
import { decodeBody, jsonDecoder } from "./response/decode.js";
import { failureOf, flaggedFailure, type Failed } from "./response/failure.js";
import { mediaTypeOf } from "./response/media-type.js";
import { endingStream, RawResponse } from "./response/raw-response.js";
import type { OpenedStream } from "./stream/types.js";

/** What a client knows before it sends anything. */
export interface SenderParts {
  readonly api: ApiDefinition;
  readonly options: ClientOptions;
  readonly observer: Observer;
  readonly checks: CheckFinder;
  /** Headers of the client, in lower case. */
  readonly headers: Readonly<HeaderRecord>;
  /** As it was when the client was made. */
  readonly env: Environment;
  /** Ends with the client. */
  readonly signal: AbortSignal;
}

/** A success answer whose body has not been read. */
type Opened = Failed & { readonly context: Context };

/** A stream whose headers have arrived, and how its events are read. */
export interface StreamOpening extends OpenedStream {
  readonly decode: (text: string) => unknown;
  readonly check: Judge | undefined;
}

const NO_PARAMS: Values = {};
const NO_OPTIONS: CallOptions = {};

/**
 * Sends calls and reads their answers: all that only a call takes. Loaded while the program gets ready for its first one
 * (ADR 7).
 */
export class Sender {
  readonly #parts: SenderParts;
  readonly #servers: Servers;
  readonly #auth: Auth;
  readonly #transport: Transport;
  readonly #chain: Handler;
  readonly #background = new Set<Promise<void>>();

  /** @throws ConfigError for credentials that do not fit the API */
  constructor(parts: SenderParts) {
    const { api, options, observer, env, signal } = parts;
    this.#parts = parts;
    checkClientOptions(api.name, options);
    this.#servers = new Servers(api, options, env);
    this.#auth = this.#makeAuth();
    this.#transport = options.transport ?? makeTransport(options, this.#auth, env);
    const background = (work: Promise<void>): void => this.#track(work);
    this.#chain = chainOf({ api, options, auth: this.#auth, observer, transport: this.#transport, signal, background });
  }

  /** The API's own origins: links and credentials lead nowhere else. */
  origins(operation: OperationDefinition, options: CallOptions | undefined): readonly string[] {
    return this.#servers.origins(operation, options);
  }

  /** Where an operation is, its path as in the document. */
  urlOf(operation: OperationDefinition, options: CallOptions | undefined): string {
    const { origin, path } = this.#servers.baseOf(operation, options);
    return templateOrigin(operation.path) === undefined ? origin + path + operation.path : operation.path;
  }

  /** Waits for background work and closes connections. The signal has ended what is running. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#background);
    await this.#auth.close();
    if (!this.#parts.options.transport) await this.#transport.close?.();
  }

  /** @throws ApiError for an answer that is a failure, and whatever else a call throws */
  async decoded(call: Call, context: Context): Promise<Answer> {
    const release = (): void => context.release();
    context.isWhole = this.#parts.api.binary !== "stream";
    try {
      const opened = await this.#open(call, context);
      const { http, api } = opened;
      const body = await decodeBody(opened);
      const failure = flaggedFailure(opened, body);
      if (failure) throw failure;
      // A stream is under the call's signal and deadline until it has been read.
      const data = body instanceof ReadableStream ? endingStream(body, release) : body;
      if (data === body) release();
      const response = new CallResponse(http, context, api.requestIdHeader);
      return { data, response, status: http.status, mediaType: mediaTypeOf(http.headers["content-type"]) };
    } catch (error) {
      throw this.#failed(error, context);
    }
  }

  /** The answer unread. Its context is released when the body has been. */
  async raw(call: Call, context: Context): Promise<RawResponse> {
    try {
      const { http, api } = await this.#open(call, context);
      return new RawResponse(http, context, api.requestIdHeader, () => context.release());
    } catch (error) {
      throw this.#failed(error, context);
    }
  }

  /** A stream of which nothing has been read but the headers. */
  async stream(call: Call, context: Context): Promise<StreamOpening> {
    const spec = (call.operation as StreamOperation).stream;
    let http: HttpResponse | undefined;
    try {
      const opened = await this.#open(call, context);
      http = opened.http;
      const check = spec.envelope ? await (await opened.checks)?.answer(opened) : undefined;
      const decode = spec.envelope
        ? await jsonDecoder({ ...opened, checks: undefined }, undefined, "data")
        : await jsonDecoder(opened);
      const response = new CallResponse(http, context, opened.api.requestIdHeader);
      const onEnd = (error?: unknown): void => {
        context.release();
        if (error !== undefined) this.#parts.observer.onFailure(error);
      };
      return { response, body: http.body, context, onEnd, decode, check };
    } catch (error) {
      // Schemas that must be there and are not.
      await http?.body?.cancel();
      throw this.#failed(error, context);
    }
  }

  #failed(cause: unknown, context: Context): unknown {
    const error = inContext(cause, context);
    context.release();
    this.#parts.observer.onFailure(error);
    return error;
  }

  async #open(call: Call, context: Context): Promise<Opened> {
    const { operation, params = NO_PARAMS, options = NO_OPTIONS } = call;
    const { api, checks, signal } = this.#parts;
    if (signal.aborted) throw closedError(context);
    if (context.signal.aborted) throw abortError(context.signal, context);
    checkCallOptions(context, options);
    const found = checks(operation, options.validate);
    // Answers are waited for meanwhile; whoever needs the checks hears that they cannot be loaded.
    found?.checks.catch(() => undefined);
    if (found?.modes.requests === "strict") await (await found.checks).request(context, params);
    const granted = this.#auth.prepare(operation, { signal: context.signal, headers: this.#callHeaders(options) });
    const grant = granted instanceof Promise ? await granted : granted;
    context.grant = grant;
    context.partition = grant.partition;
    const request = this.#build(context, { ...call, params, options });
    const http = asAsked(await this.#chain(request, context), request);
    const opened = { http, context, api, checks: found?.checks };
    if (isAnswer(operation.answers, http.status)) return opened;
    throw await failureOf(opened);
  }

  #build(context: Context, call: Call & { readonly params: Values; readonly options: CallOptions }): HttpRequest {
    const { operation, params, options, url } = call;
    try {
      const base = this.#servers.baseOf(operation, options, context.grant?.placed?.server);
      const target = url === undefined ? undefined : this.#ownTarget(url, call, context);
      return buildRequest({ context, params, options, base, headers: this.#parts.headers, target });
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      // Said again with the operation, which serialisers know nothing of.
      const { issues, cause } = error;
      throw new ValidationError(`${operation.id}: ${error.message}`, { context, issues, cause });
    }
  }

  #ownTarget(url: string, { operation, options }: Call, context: Context): { origin: string; path: string } {
    const target = targetOf(url);
    if (this.#servers.origins(operation, options).includes(target.origin)) return target;
    throw new PaginationError(`${what(context)}: a link leads to ${target.origin}, which is none of the API's own`, {
      context,
    });
  }

  #callHeaders(options: CallOptions): Readonly<HeaderRecord> {
    const { headers } = this.#parts;
    return options.headers ? mergeHeaders({ ...headers }, options.headers) : headers;
  }

  #makeAuth(): Auth {
    const { api, options, observer, env } = this.#parts;
    const servers = this.#servers;
    return createAuth(api, options.auth as AuthOption | undefined, {
      transport: { send: (request, context) => this.#transport.send(request, context) },
      isOwnOrigin: (origin, operation) => servers.isOwn(origin, operation),
      // Not before somebody asks: a relative server fails the calls that need it, not the client.
      get baseUrl() {
        return servers.base.origin + servers.base.path;
      },
      env,
      allowInsecure: options.allowInsecure,
      hasOwnTransport: Boolean(options.transport ?? options.dispatcher ?? options.fetch),
      warn: observer.warn,
    });
  }

  #track(work: Promise<void>): void {
    this.#background.add(work);
    void work.catch(() => undefined).finally(() => this.#background.delete(work));
  }
}

function makeTransport(options: ClientOptions, auth: Auth, env: Environment): Transport {
  const { dispatcher, fetch, timeouts, maxResponseBytes, proxy } = options;
  const tls = options.tls || auth.tls ? { ...options.tls, ...auth.tls } : undefined;
  return defaultTransport({ dispatcher, fetch, maxResponseBytes, proxy, connectTimeout: timeouts?.connect, tls, env });
}

// A key in the query was added behind the request, and is no part of what anybody is shown.
function asAsked(response: HttpResponse, { origin, path }: HttpRequest): HttpResponse {
  const asked = origin + path;
  const added = response.url.startsWith(asked) ? response.url[asked.length] : undefined;
  return added === "?" || added === "&" ? { ...response, url: asked } : response;
}
