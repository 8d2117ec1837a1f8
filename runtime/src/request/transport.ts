import type { TlsOptions } from "../auth/credential.js";
import type { DispatcherLike } from "../options.js";

/** What a transport is made with. */
export interface TransportOptions {
  /** Bound for a connection to stand, ms. @default 10_000 */
  readonly connectTimeout?: number | undefined;
  /** Most bytes of one answer that are read into memory. @default 256 MiB */
  readonly maxResponseBytes?: number | undefined;
  /** Undici's own; Node only. */
  readonly dispatcher?: DispatcherLike | undefined;
  /** Client certificate and authorities; Node only. */
  readonly tls?: TlsOptions | undefined;
  /** `false`: connect directly, whatever the environment says; Node only. */
  readonly proxy?: false | undefined;
  /** Variables that name proxies; Node only. @default process.env */
  readonly env?: ((name: string) => string | undefined) | undefined;
  /** Send with this instead of the platform's own way. */
  readonly fetch?: typeof fetch | undefined;
}
