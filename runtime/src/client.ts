import type { ApiDefinition, Operation, PagedOperation, StreamOperation } from "./contract.js";
import type { CallOptions, ClientOptions } from "./options.js";
import type { Stats } from "./observe/types.js";
import { ApiPromise } from "./response/api-promise.js";

/** The arguments after the operation: `params` may be left out where nothing in it is required. */
type CallArguments<Params> =
  Record<never, never> extends Params
    ? [params?: Params | undefined, options?: CallOptions | undefined]
    : undefined extends Params
      ? [params?: Params | undefined, options?: CallOptions | undefined]
      : [params: Params, options?: CallOptions | undefined];

/** What one API's operations are called on. */
export class Client {
  constructor(api: ApiDefinition, options: ClientOptions = {}) {
    void [api, options];
  }

  call<Params, Result, Failures, Successes>(
    operation: Operation<Params, Result, Failures, Successes>,
    ...rest: CallArguments<Params>
  ): ApiPromise<Result, Failures, Successes>;
  call(...rest: unknown[]): unknown {
    throw new Error(`This build has no engine yet ${rest.length}`);
  }

  stats(): Stats {
    throw new Error("This build has no engine yet");
  }

  async close(): Promise<void> {}
}

/** A group of operations; generated resources extend it. */
export abstract class Resource {
  protected readonly client: Client;

  constructor(client: Client) {
    this.client = client;
  }
}
export type { PagedOperation, StreamOperation };
