import type { ApiDefinition, Operation, OperationDefinition, PagedOperation, StreamOperation } from "./contract.js";
import { Engine, type Call } from "./engine.js";
import type { Stats } from "./observe/types.js";
import type { CallOptions, ClientOptions } from "./options.js";
import { PagePromise } from "./paging/index.js";
import type { Values } from "./request/target.js";
import { ApiPromise, type Sending } from "./response/api-promise.js";
import type { StreamOpening } from "./sender.js";
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
  constructor(api: ApiDefinition, options?: ClientOptions) {
    this.#engine = new Engine(api, options ?? {});
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
    // Plain JavaScript says null for "nothing here" as well.
    const call: Call = { operation, params: params ?? undefined, options: options ?? undefined };
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
    return { decoded: () => this.#engine.decoded(call), raw: () => this.#engine.raw(call) };
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
      get url() {
        return engine.urlOf(operation, call.options);
      },
      secretParams: secretParams(engine.api),
      send: (params, options, url) => new ApiPromise(this.#sending({ operation, params, options, url: url?.href })),
      onItems: engine.observer.onItems,
    });
  }

  #stream(call: Call): EventStream<unknown> {
    const spec = (call.operation as StreamOperation).stream;
    let opening: StreamOpening | undefined;
    return new EventStream({
      spec,
      open: async (signal) => (opening = await this.#engine.stream({ ...call, signal, isStream: true })),
      raw: (signal) => this.#engine.raw({ ...call, signal, isStream: true }),
      decode: (text) => (opening?.decode ?? JSON.parse)(text),
      check: (event) => opening?.check?.(event),
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
