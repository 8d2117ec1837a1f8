import { abortable } from "./auth/wait.js";
import type { ApiDefinition, OperationDefinition } from "./contract.js";
import { AbortedError } from "./errors/aborted-error.js";
import { ConfigError } from "./errors/config-error.js";
import { abortError, networkError } from "./errors/network-error.js";
import type { SdkError } from "./errors/sdk-error.js";
import type { AttemptTimeouts, HeaderRecord } from "./http.js";
import { Observer } from "./observe/index.js";
import type { CallOptions, ClientOptions } from "./options.js";
import { Context } from "./request/context.js";
import { environmentNow } from "./request/environment.js";
import { mergeHeaders } from "./request/headers.js";
import type { Values } from "./request/target.js";
import { VERSION } from "./request/version.js";
import type { Answer } from "./response/api-promise.js";
import { checkFinder } from "./response/checks.js";
import type { RawResponse } from "./response/raw-response.js";
import { checkNumbers } from "./retry/policy.js";
import type { Sender, StreamOpening } from "./sender.js";

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

const NO_OPTIONS: CallOptions = {};

/**
 * What a client is before its first call: options that were checked, credentials, servers, figures, connections. What
 * sends is loaded meanwhile (ADR 7).
 */
export class Engine {
  readonly api: ApiDefinition;
  readonly observer: Observer;
  readonly #options: ClientOptions;
  readonly #headers: HeaderRecord;
  readonly #timeouts: AttemptTimeouts;
  readonly #end = new AbortController();
  #sender: Sender | undefined;
  readonly #load: () => Promise<Sender>;

  constructor(api: ApiDefinition, options: ClientOptions) {
    this.api = api;
    this.#options = options;
    this.observer = new Observer(options);
    const checks = checkFinder(api, options.validate, this.observer);
    this.#headers = mergeHeaders(ownHeaders(api, options), options.headers);
    this.#timeouts = { headers: options.timeouts?.headers ?? 60_000, body: options.timeouts?.body ?? 30_000 };
    refuseContradictions(api, options);
    const env = environmentNow();
    this.#load = once(async () => {
      const { Sender } = await import("./sender.js");
      const { observer } = this;
      const signal = this.#end.signal;
      return (this.#sender = new Sender({ api, options, observer, checks, headers: this.#headers, env, signal }));
    });
    this.#load().catch(() => undefined); // The first call hears of it.
  }

  /** The API's own origins: links lead nowhere else. Known with the first answer. */
  origins(operation: OperationDefinition, options: CallOptions | undefined): readonly string[] {
    return this.#sender?.origins(operation, options) ?? [];
  }

  /** Where an operation is, for errors that belong to no request. Known with the first call. */
  urlOf(operation: OperationDefinition, options: CallOptions | undefined): string {
    return this.#sender?.urlOf(operation, options) ?? operation.path;
  }

  /** Sends a call and reads its answer. @throws ApiError for an answer that is a failure, and whatever else a call throws */
  decoded(call: Call): Promise<Answer> {
    const context = this.#contextOf(call);
    const sender = this.#sender;
    return sender ? sender.decoded(call, context) : this.#loaded(context).then((late) => late.decoded(call, context));
  }

  /** Sends a call and hands out the answer unread. @throws as {@link decoded} */
  async raw(call: Call): Promise<RawResponse> {
    const context = this.#contextOf(call);
    return (await this.#loaded(context)).raw(call, context);
  }

  /** Sends a call whose answer is a stream of events. @throws as {@link decoded} */
  async stream(call: Call): Promise<StreamOpening> {
    const context = this.#contextOf(call);
    return (await this.#loaded(context)).stream(call, context);
  }

  /** Longest silence between two events of a stream, ms; undefined leaves it to the stream. */
  idleTimeout(options: CallOptions | undefined): number | undefined {
    const own = options?.timeout;
    return (typeof own === "object" ? own?.idle : undefined) ?? this.#options.timeouts?.idle;
  }

  /** Ends everything: running calls are aborted, waits end, connections are closed. */
  async close(): Promise<void> {
    this.#end.abort(new AbortedError(`${this.api.name}: the client was closed`));
    const sender = await this.#load().catch(() => undefined);
    await sender?.close();
  }

  /** What sends; an abort ends the wait for it. */
  async #loaded(context: Context): Promise<Sender> {
    try {
      return this.#sender ?? (await abortable(this.#load(), context.signal));
    } catch (cause) {
      const error = context.signal.aborted ? abortError(context.signal, context) : unready(cause, context);
      context.release();
      this.observer.onFailure(error);
      throw error;
    }
  }

  #contextOf({ operation, signal, isStream, options = NO_OPTIONS }: Call): Context {
    const context = new Context({
      operation,
      options: options as { readonly [layer: string]: unknown },
      timeouts: timeoutsOf(this.#timeouts, options, isStream),
      clientSignal: this.#end.signal,
    });
    // A transport that is shared outlives this client, so it is told by signal.
    if (this.#options.transport) context.requestSignal = this.#end.signal;
    const deadline = options.deadline ?? this.#options.deadline ?? 0;
    if (signal || options.signal || deadline > 0) context.bind([signal, options.signal].filter(isSignal), deadline);
    return context;
  }
}

/** Another thing in its place is refused with the other options, once the sender is there. */
function isSignal(one: AbortSignal | undefined): one is AbortSignal {
  return typeof one?.addEventListener === "function";
}

/** What cannot work whatever the API. What takes its schemes and servers to judge is said by the first call. */
function refuseContradictions({ name }: ApiDefinition, { auth, dispatcher, fetch, retry }: ClientOptions): void {
  if (fetch && dispatcher) throw new ConfigError("The options fetch and dispatcher exclude each other");
  checkNumbers(retry);
  if (auth === undefined) return;
  if (typeof auth === "string" && auth.trim() === "") {
    throw new ConfigError(`\`auth\` of ${name} is empty; leave it out to read the credential from the environment`);
  }
  if (auth === null || !["string", "function", "object"].includes(typeof auth)) {
    throw new ConfigError(`\`auth\` of ${name} is ${String(auth)}; pass a credential, or leave it out`);
  }
}

/** Shares one work among all who ask for it, until it fails. */
function once<Result>(work: () => Promise<Result>): () => Promise<Result> {
  let running: Promise<Result> | undefined;
  return () => {
    running ??= work().catch((error: unknown) => {
      running = undefined;
      throw error;
    });
    return running;
  };
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

/** Options that do not fit the API, said of this call; or a part of this package that could not be had. */
function unready(cause: unknown, context: Context): SdkError {
  return cause instanceof ConfigError
    ? new ConfigError(cause.message, { context, cause: cause.cause })
    : networkError(cause, context);
}
