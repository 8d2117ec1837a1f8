import type { ApiDefinition, Operation, OperationDefinition, PagedOperation, StreamOperation } from "./contract.js";
import { Engine, type Call } from "./engine.js";
import type { Stats } from "./observe/types.js";
import type { CallOptions, ClientOptions } from "./options.js";
import { PagePromise } from "./paging/index.js";
import type { Values } from "./request/target.js";
import { ApiPromise, type Answer, type Sending } from "./response/api-promise.js";
import { CallResponse } from "./response/call-response.js";
import type { Judge } from "./response/checks.js";
import { decodeBody, jsonDecoder } from "./response/decode.js";
import { flaggedFailure } from "./response/failure.js";
import { mediaTypeOf } from "./response/media-type.js";
import { endingStream, RawResponse } from "./response/raw-response.js";
import { EventStream } from "./stream/index.js";

/** The arguments after the operation: `params` may be left out where nothing in it is required. */
type CallArguments<Params> =
  Record<never, never> extends Params
    ? [params?: Params | undefined, options?: CallOptions | undefined]
    : undefined extends Params
      ? [params?: Params | undefined, options?: CallOptions | undefined]
      : [params: Params, options?: CallOptions | undefined];

const INSPECT = Symbol.for("nodejs.util.inspect.custom");

/**
 * What the operations of one API are called on: its connections, credentials and limits.
 *
 * A client is made once and used for everything; it is safe to share. Generated SDKs make it; a bundle that calls the
 * operation values themselves carries only those.
 *
 * @example
 * const client = createClient({ auth });
 * const repo = await client.call(reposGet, { owner: "nodejs", repo: "undici" });
 * await client.close();
 */
export class Client {
  readonly #engine: Engine;

  /** @throws ConfigError for options that cannot work */
  constructor(api: ApiDefinition, options: ClientOptions = {}) {
    this.#engine = new Engine(api, options);
  }

  /** Calls an operation. Nothing is sent before the returned promise or stream is used. */
  call<Params, Result, Failures, Successes>(
    operation: Operation<Params, Result, Failures, Successes>,
    ...rest: CallArguments<Params>
  ): ApiPromise<Result, Failures, Successes>;
  call<Params, Item, Result, Failures>(
    operation: PagedOperation<Params, Item, Result, Failures>,
    ...rest: CallArguments<Params>
  ): PagePromise<Item, Result, Failures>;
  call<Params, Event, Failures>(
    operation: StreamOperation<Params, Event, Failures>,
    ...rest: CallArguments<Params>
  ): EventStream<Event>;
  call(operation: OperationDefinition, params?: Values, options?: CallOptions): unknown {
    const call: Call = { operation, params, options };
    if (operation.stream) return this.#stream(call);
    if (operation.paging) return this.#paged(call);
    return new ApiPromise(this.#sending(call));
  }

  /** Figures of this client since it was made. */
  stats(): Stats {
    return this.#engine.observer.stats();
  }

  /** Aborts what is still running, ends every wait, and closes connections. A closed client takes no calls. */
  close(): Promise<void> {
    return this.#engine.close();
  }

  /** `await using client = createClient()` closes it. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  // What a client holds is its user's secrets and the machinery around them.
  [INSPECT](): string {
    return `Client of ${this.#engine.api.name}`;
  }

  #sending(call: Call): Sending {
    return { decoded: () => this.#decoded(call), raw: () => this.#raw(call) };
  }

  async #decoded(call: Call): Promise<Answer> {
    const opened = await this.#engine.open(call);
    const { http, context, api } = opened;
    const release = (): void => context.release();
    try {
      const body = await decodeBody(opened);
      const failure = flaggedFailure(opened, body);
      if (failure) throw failure;
      // A stream is under the call's signal and deadline until it has been read.
      const data = body instanceof ReadableStream ? endingStream(body, release) : body;
      if (data === body) release();
      const response = new CallResponse(http, context, api.requestIdHeader);
      return { data, response, status: http.status, mediaType: mediaTypeOf(http.headers["content-type"]) };
    } catch (error) {
      release();
      this.#engine.observer.onFailure(error);
      throw error;
    }
  }

  async #raw(call: Call): Promise<RawResponse> {
    const { http, context, api } = await this.#engine.open(call);
    return new RawResponse(http, context, api.requestIdHeader, () => context.release());
  }

  #paged(call: Call): PagePromise<unknown> {
    const engine = this.#engine;
    const operation = call.operation as PagedOperation;
    return new PagePromise({
      operation,
      params: call.params,
      options: call.options ?? {},
      get origins() {
        return engine.origins(operation, call.options);
      },
      secretParams: secretParams(engine.api),
      send: (params, options, url) => new ApiPromise(this.#sending({ operation, params, options, url: url?.href })),
      onItems: engine.observer.onItems,
    });
  }

  #stream(call: Call): EventStream<unknown> {
    const spec = (call.operation as StreamOperation).stream;
    let decode: ((text: string) => unknown) | undefined;
    let check: Judge | undefined;
    return new EventStream({
      spec,
      open: async (signal) => {
        const opened = await this.#engine.open({ ...call, signal, isStream: true });
        const { http, context, api } = opened;
        try {
          if (spec.envelope) check = await (await opened.checks)?.answer(opened);
          decode = await jsonDecoder(spec.envelope ? { ...opened, checks: undefined } : opened);
        } catch (error) {
          // Schemas that must be there and are not.
          await http.body?.cancel();
          context.release();
          this.#engine.observer.onFailure(error);
          throw error;
        }
        const onEnd = (error?: unknown): void => {
          context.release();
          if (error !== undefined) this.#engine.observer.onFailure(error);
        };
        return { response: new CallResponse(http, context, api.requestIdHeader), body: http.body, context, onEnd };
      },
      raw: (signal) => this.#raw({ ...call, signal, isStream: true }),
      decode: (text) => (decode ?? JSON.parse)(text),
      check: (event) => check?.(event),
      idleTimeout: this.#engine.idleTimeout(call.options),
    });
  }
}

function secretParams({ schemes }: ApiDefinition): string[] {
  return Object.values(schemes).flatMap((scheme) =>
    scheme.type === "apiKey" && scheme.in === "query" ? [scheme.name] : [],
  );
}

/**
 * What a generated resource sees of its client. The result is what the method that calls says it is: method and operation
 * value are made of one operation, and the compiler would spend half of its time on a large SDK to find that out once
 * more in every project (ADR 6). Code written by hand takes a {@link Client}, whose `call` knows the types.
 */
export interface ResourceClient {
  call<Returned>(operation: OperationDefinition, params?: object, options?: CallOptions): Returned;
}

/** A group of operations. Generated resources extend it. */
export abstract class Resource {
  protected readonly client: ResourceClient;

  constructor(client: ResourceClient) {
    this.client = client;
  }
}
