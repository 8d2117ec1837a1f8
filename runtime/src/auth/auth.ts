import type { OperationDefinition } from "../contract.js";
import type { HeaderRecord, Layer, Transport } from "../http.js";
import type { Clock } from "../retry/clock.js";
import type { TlsOptions } from "./credential.js";

/**
 * The credentials of one call. Got once per call by {@link Auth.prepare}, before the request is built, and put into
 * `CallContext.grant`, where the auth layer finds it.
 */
export interface Grant {
  /** Names the credential without revealing it; `""` is anonymous. For `CallContext.partition`. */
  readonly partition: string;
  /** Credentials that are part of the request itself. Undefined: there are none. */
  readonly placed?: PlacedCredentials | undefined;
  /** What must not turn up in a message: for `addSecret`. */
  readonly secrets: readonly string[];
}

/** Credentials that the request's builder has to put in: by path parameter, server variable, JSON Pointer of the body. */
export interface PlacedCredentials {
  readonly path: { readonly [name: string]: string };
  readonly server: { readonly [variable: string]: string };
  readonly body: { readonly [pointer: string]: string };
}

/** What `prepare` is told of a call. */
export interface PrepareOptions {
  readonly signal?: AbortSignal | undefined;
  /** Headers that the caller gave: a credential among them counts as one where the client has none. */
  readonly headers?: Readonly<HeaderRecord> | undefined;
}

/** The credentials of one client. */
export interface Auth {
  /**
   * Chooses and gets the credentials of one call. At once where they are known, which is nearly always.
   *
   * @throws ConfigError when the operation needs a credential and there is none.
   * @throws AuthError when a credential could not be had.
   */
  prepare(operation: OperationDefinition, options?: PrepareOptions): Grant | Promise<Grant>;
  /** Presents the credentials, per attempt; on 401 gets a new one and sends once more. Undefined: nothing to present. */
  readonly layer: Layer | undefined;
  /** Keys for mutual TLS, for the transport that the client makes. */
  readonly tls: TlsOptions | undefined;
  /** Ends waits and background work. */
  close(): Promise<void>;
}

/** What the auth part is given by the client. */
export interface AuthDeps {
  /** Puts token requests on the network: the bare transport, below all layers. */
  readonly transport: Transport;
  /** Whether credentials may go to this origin (`https://host:port`). See `serverOrigins`. */
  readonly isOwnOrigin: (origin: string, operation: OperationDefinition) => boolean;
  /** Base URL of the client: relative token URLs are resolved against it. */
  readonly baseUrl: string;
  /** The user made the transport or dispatcher: client certificates are its business. */
  readonly hasOwnTransport?: boolean | undefined;
  /** Credentials may go over plain http to other machines. @default false: `ConfigError` */
  readonly allowInsecure?: boolean | undefined;
  readonly env?: ((name: string) => string | undefined) | undefined;
  readonly clock?: Clock | undefined;
  readonly warn?: ((message: string) => void) | undefined;
}
