import { defaultTransport } from "#transport";
import { createAuth, serverOrigins, type Auth, type AuthOption } from "./auth/index.js";
import { chainOf } from "./chain.js";
import type { ApiDefinition, OperationDefinition } from "./contract.js";
import { AbortedError } from "./errors/aborted-error.js";
import { ConfigError } from "./errors/config-error.js";
import { abortError, closedError } from "./errors/network-error.js";
import { PaginationError } from "./errors/pagination-error.js";
import { ValidationError } from "./errors/validation-error.js";
import type { AttemptTimeouts, Handler, HeaderRecord, HttpRequest, HttpResponse, Transport } from "./http.js";
import { Observer } from "./observe/index.js";
import type { CallOptions, ClientOptions } from "./options.js";
import { buildRequest } from "./request/build.js";
import { Context } from "./request/context.js";
import { environmentVariable } from "./request/environment.js";
import { mergeHeaders } from "./request/headers.js";
import { planOf } from "./request/plan.js";
import { apiBase, callBase, type Base, type ServerChoice } from "./request/server.js";
import { targetOf, type Values } from "./request/target.js";
import { VERSION } from "./request/version.js";
import { isAnswer } from "./response/answer-kind.js";
import { checkFinder, type CheckFinder } from "./response/checks.js";
import { failureOf, type Failed } from "./response/failure.js";

/** One call to be sent. */
export interface Call {
  readonly operation: OperationDefinition;
  readonly params: Values | undefined;
  readonly options: CallOptions | undefined;
  /** An address of the API's own that stands in for path and query: a next link. */
  readonly url?: string | undefined;
  /** Ends the call, beside the caller's own signal. */
  readonly signal?: AbortSignal | undefined;
  /** The body is a stream of events, whose silences are judged by others. */
  readonly isStream?: boolean;
}

/** A success answer whose body has not been read. */
export type Opened = Failed & { readonly context: Context };

const NO_PARAMS: Values = {};
const NO_OPTIONS: CallOptions = {};

/** Sends calls: credentials, request, layers, network. What is done with the answers is not its business. */
export class Engine {
  readonly api: ApiDefinition;
  readonly observer: Observer;
  readonly #options: ClientOptions;
  readonly #auth: Auth;
  readonly #checks: CheckFinder;
  readonly #transport: Transport;
  readonly #chain: Handler;
  readonly #headers: HeaderRecord;
  readonly #timeouts: AttemptTimeouts;
  readonly #servers: ServerChoice;
  readonly #origins: Set<string>;
  readonly #end = new AbortController();
  readonly #background = new Set<Promise<void>>();
  #base: Base | undefined;

  constructor(api: ApiDefinition, options: ClientOptions) {
    this.api = api;
    this.#options = options;
    this.observer = new Observer(options);
    this.#checks = checkFinder(api, options.validate, this.observer);
    this.#headers = mergeHeaders(ownHeaders(api, options), options.headers);
    this.#timeouts = { headers: options.timeouts?.headers ?? 60_000, body: options.timeouts?.body ?? 30_000 };
    const { baseUrl, server, serverVariables: variables = {} } = options;
    this.#servers = { api, baseUrl, server, variables, env: environmentVariable };
    this.#origins = serverOrigins(api.servers, variables);
    this.#auth = this.#makeAuth();
    this.#transport = options.transport ?? makeTransport(options, this.#auth);
    this.#chain = chainOf({
      api,
      options,
      auth: this.#auth,
      observer: this.observer,
      transport: this.#transport,
      signal: this.#end.signal,
      background: (work) => this.#track(work),
    });
  }

  /** The API's own origins: links and credentials lead nowhere else. */
  origins(operation: OperationDefinition, options: CallOptions | undefined): readonly string[] {
    return [...this.#origins, ...ownOrigins(operation), this.#baseOf(operation, options).origin];
  }

  /**
   * Sends a call.
   *
   * @throws ApiError for an answer that is a failure, and whatever else a call throws. The context is released then;
   * else it is the caller's to release.
   */
  async open(call: Call): Promise<Opened> {
    const { operation, params = NO_PARAMS, options = NO_OPTIONS } = call;
    const context = this.#contextOf(call, options);
    try {
      if (this.#end.signal.aborted) throw closedError(context);
      if (context.signal.aborted) throw abortError(context.signal, context);
      const found = this.#checks(operation, options.validate);
      // Answers are waited for meanwhile; whoever needs the checks hears that they cannot be loaded.
      found?.checks.catch(() => undefined);
      if (found?.modes.requests === "strict") await (await found.checks).request(context, params);
      const granted = this.#auth.prepare(operation, { signal: context.signal, headers: this.#callHeaders(options) });
      const grant = granted instanceof Promise ? await granted : granted;
      context.grant = grant;
      context.partition = grant.partition;
      const request = this.#build(context, { ...call, params, options });
      const http = asAsked(await this.#chain(request, context), request);
      const opened = { http, context, api: this.api, checks: found?.checks };
      if (isAnswer(operation.answers, http.status)) return opened;
      throw await failureOf(opened);
    } catch (error) {
      context.release();
      this.observer.onFailure(error);
      throw error;
    }
  }

  /** Longest silence between two events of a stream, ms; undefined leaves it to the stream. */
  idleTimeout(options: CallOptions | undefined): number | undefined {
    const own = options?.timeout;
    return (typeof own === "object" ? own.idle : undefined) ?? this.#options.timeouts?.idle;
  }

  /** Ends everything: running calls are aborted, waits end, connections are closed. */
  async close(): Promise<void> {
    this.#end.abort(new AbortedError(`${this.api.name}: the client was closed`));
    await Promise.allSettled(this.#background);
    await this.#auth.close();
    if (!this.#options.transport) await this.#transport.close?.();
  }

  #contextOf({ operation, signal, isStream }: Call, options: CallOptions): Context {
    const context = new Context({
      operation,
      options: options as { readonly [layer: string]: unknown },
      timeouts: timeoutsOf(this.#timeouts, options, isStream),
      clientSignal: this.#end.signal,
    });
    // A transport that is shared outlives this client, so it is told by signal.
    if (this.#options.transport) context.requestSignal = this.#end.signal;
    const deadline = options.deadline ?? this.#options.deadline ?? 0;
    if (signal || options.signal || deadline > 0) {
      context.bind(
        [signal, options.signal].filter((one) => one !== undefined),
        deadline,
      );
    }
    return context;
  }

  #build(context: Context, call: Call & { readonly params: Values; readonly options: CallOptions }): HttpRequest {
    const { operation, params, options, url } = call;
    try {
      const base = this.#baseOf(operation, options, context.grant?.placed?.server);
      const target = url === undefined ? undefined : this.#ownTarget(url, call, context);
      return buildRequest({ context, params, options, base, headers: this.#headers, target });
    } catch (error) {
      if (!(error instanceof ValidationError)) throw error;
      // Said again with the operation, which serialisers know nothing of.
      const { issues, cause } = error;
      throw new ValidationError(`${operation.id}: ${error.message}`, { context, issues, cause });
    }
  }

  #ownTarget(url: string, { operation, options }: Call, context: Context): { origin: string; path: string } {
    const target = targetOf(url);
    if (this.origins(operation, options).includes(target.origin)) return target;
    throw new PaginationError(`${operation.id}: a link leads to ${target.origin}, which is not the API's own`, {
      context,
    });
  }

  #baseOf(operation: OperationDefinition, options: CallOptions | undefined, placed?: ServerChoice["variables"]): Base {
    if (placed && Object.keys(placed).length > 0) {
      const choice = { ...this.#servers, variables: { ...placed, ...this.#servers.variables } };
      return this.#own(callBase(operation, options?.server, choice, () => apiBase(choice)));
    }
    if (!operation.servers && options?.server === undefined) return this.#apiBase();
    return this.#own(callBase(operation, options?.server, this.#servers, () => this.#apiBase()));
  }

  #apiBase(): Base {
    return (this.#base ??= this.#own(apiBase(this.#servers)));
  }

  // Where the user sends calls is where the user wants the credentials to go.
  #own(base: Base): Base {
    this.#origins.add(base.origin);
    return base;
  }

  #callHeaders(options: CallOptions): Readonly<HeaderRecord> {
    return options.headers ? mergeHeaders({ ...this.#headers }, options.headers) : this.#headers;
  }

  #makeAuth(): Auth {
    const apiBase = (): Base => this.#apiBase();
    return createAuth(this.api, this.#options.auth as AuthOption | undefined, {
      transport: { send: (request, context) => this.#transport.send(request, context) },
      isOwnOrigin: (origin, operation) => this.#origins.has(origin) || ownOrigins(operation).has(origin),
      // Not before somebody asks: a relative server fails the calls that need it, not the client.
      get baseUrl() {
        const { origin, path } = apiBase();
        return origin + path;
      },
      allowInsecure: this.#options.allowInsecure,
      hasOwnTransport: Boolean(this.#options.transport ?? this.#options.dispatcher ?? this.#options.fetch),
      warn: this.observer.warn,
    });
  }

  #track(work: Promise<void>): void {
    this.#background.add(work);
    void work.catch(() => undefined).finally(() => this.#background.delete(work));
  }
}

/** Origins of the servers that the document gives to one operation. */
function ownOrigins(operation: OperationDefinition): ReadonlySet<string> {
  const origins = serverOrigins(operation.servers ?? []);
  const { origin } = planOf(operation);
  return origin === undefined ? origins : origins.add(origin);
}

// A key in the query was added behind the request, and is no part of what anybody is shown.
function asAsked(response: HttpResponse, { origin, path }: HttpRequest): HttpResponse {
  const asked = origin + path;
  const added = response.url.startsWith(asked) ? response.url[asked.length] : undefined;
  return added === "?" || added === "&" ? { ...response, url: asked } : response;
}

function makeTransport(options: ClientOptions, auth: Auth): Transport {
  const { dispatcher, fetch, timeouts, maxResponseBytes, proxy } = options;
  if (fetch && dispatcher) throw new ConfigError("The options fetch and dispatcher exclude each other");
  const tls = options.tls || auth.tls ? { ...options.tls, ...auth.tls } : undefined;
  return defaultTransport({ dispatcher, fetch, maxResponseBytes, proxy, connectTimeout: timeouts?.connect, tls });
}

function ownHeaders(api: ApiDefinition, { userAgent }: ClientOptions): HeaderRecord {
  // Browsers send their own.
  if (userAgent === false || "document" in globalThis) return {};
  const agent = `${api.name.replace(/[^\w.-]+/g, "-")} sdkwright/${VERSION}`;
  return { "user-agent": userAgent === undefined ? agent : `${userAgent} ${agent}` };
}

function timeoutsOf(client: AttemptTimeouts, { timeout }: CallOptions, isStream: boolean | undefined): AttemptTimeouts {
  if (timeout === undefined && !isStream) return client;
  const { headers, body } = typeof timeout === "number" ? { headers: timeout, body: timeout } : (timeout ?? {});
  return { headers: headers ?? client.headers, body: isStream ? 0 : (body ?? client.body) };
}
