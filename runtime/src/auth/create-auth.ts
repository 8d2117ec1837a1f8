import type { ApiDefinition, OperationDefinition, SecuritySchemeSpec } from "../contract.js";
import { AuthError } from "../errors/auth-error.js";
import { inContext } from "../errors/in-context.js";
import type { CallContext, Layer } from "../http.js";
import { environmentVariable } from "../request/environment.js";
import { systemClock } from "../retry/clock.js";
import type { Auth, AuthDeps, PrepareOptions } from "./auth.js";
import { authLayer } from "./auth-layer.js";
import { CallGrant, currentOf } from "./call-grant.js";
import { configured, type Configured, type ConfiguredScheme } from "./configured.js";
import type { AuthOption, TlsOptions } from "./credential.js";
import { fingerprint } from "./fingerprint.js";
import { isShape, kindOf } from "./kind.js";
import { outlineContext } from "./outline-context.js";
import type { Presented, Presenter } from "./presenter.js";
import { presenterOf } from "./presenters.js";
import { choose, missingCredential } from "./requirement.js";

/**
 * The credentials of one client, from the option `auth` or the environment.
 *
 * @throws ConfigError where `auth` does not fit the API's schemes, is empty, or cannot be sent.
 */
export function createAuth(api: ApiDefinition, option: AuthOption | undefined, deps: AuthDeps): Auth {
  return new ClientAuth(api, option, deps);
}

const ANONYMOUS = new CallGrant([], [], "");

class ClientAuth implements Auth {
  readonly layer: Layer | undefined;
  readonly #api: ApiDefinition;
  readonly #given: Configured;
  readonly #presenters: ReadonlyMap<ConfiguredScheme, Presenter | undefined>;
  /** Headers that hold credentials, for callers who pass their own. */
  readonly #headers: readonly string[];
  readonly #chosen = new WeakMap<OperationDefinition, readonly Presenter[]>();
  /** Keys and passwords that are the same in every call. */
  readonly #fixed = new WeakMap<OperationDefinition, CallGrant>();
  readonly #end = new AbortController();

  constructor(api: ApiDefinition, option: AuthOption | undefined, deps: AuthDeps) {
    this.#api = api;
    this.#given = withTransportsOwn(configured(api, option, deps.env ?? environmentVariable), api, deps);
    this.#presenters = new Map(schemesOf(this.#given).map(([name, one]) => [one, this.#presenterOf(name, one, deps)]));
    this.#headers = ["authorization", "cookie", ...Object.values(api.schemes).flatMap(ownHeader)];
    const { isOwnOrigin, allowInsecure } = deps;
    const grantOf = (context: CallContext): CallGrant | Promise<CallGrant> =>
      context.grant instanceof CallGrant ? context.grant : this.prepare(context.operation, context);
    const isEmpty = [...this.#presenters.values()].every((presenter) => presenter === undefined);
    this.layer = isEmpty ? undefined : authLayer({ api: api.name, isOwnOrigin, allowInsecure, grantOf });
  }

  get tls(): TlsOptions | undefined {
    const credentials = schemesOf(this.#given).map(([, one]) => one.credential);
    return credentials.find((credential) => isShape(credential, "tls"));
  }

  prepare(operation: OperationDefinition, options: PrepareOptions = {}): CallGrant | Promise<CallGrant> {
    const fixed = this.#fixed.get(operation);
    if (fixed) return fixed;
    const presenters = this.#presentersFor(operation, options);
    if (presenters.length === 0) return this.#withoutCredential(options);
    const failed = (error: unknown): never => {
      throw inContext(error, outlineContext(operation));
    };
    const parts = currentOf(presenters, options.signal);
    const granted = (known: readonly Presented[]): CallGrant => {
      const grant = new CallGrant(presenters, known);
      if (grant.isFixed) this.#fixed.set(operation, grant);
      return grant;
    };
    return parts instanceof Promise ? parts.then(granted, failed) : granted(parts);
  }

  async close(): Promise<void> {
    this.#end.abort(new AuthError(`${this.#api.name}: the client was closed`));
  }

  #presenterOf(scheme: string, one: ConfiguredScheme, deps: AuthDeps): Presenter | undefined {
    const { transport, allowInsecure, warn, clock = systemClock } = deps;
    const { signal } = this.#end;
    const baseUrl = (): string => deps.baseUrl; // Asked for when it is needed: it may not be known yet.
    const tokens = { api: this.#api, transport, baseUrl, allowInsecure, clock, warn, signal };
    return presenterOf(one, { api: this.#api.name, scheme, limits: this.#api.limits, tokens });
  }

  #presentersFor(operation: OperationDefinition, options: PrepareOptions): readonly Presenter[] {
    const known = this.#chosen.get(operation);
    if (known) return known;
    const choice = choose(this.#api, operation, this.#given);
    if (!choice && this.#callersOwn(options).length === 0) {
      throw inContext(missingCredential(this.#api, operation, this.#given), outlineContext(operation));
    }
    if (!choice) return [];
    const presenters = distinct([...choice.values()].map((one) => this.#presenters.get(one)));
    this.#chosen.set(operation, presenters);
    return presenters;
  }

  /** A credential that the caller put into the headers still tells callers apart. */
  #withoutCredential(options: PrepareOptions): CallGrant | Promise<CallGrant> {
    const own = this.#callersOwn(options);
    if (own.length === 0) return ANONYMOUS;
    return fingerprint(own.join("\n")).then((name) => new CallGrant([], [], name));
  }

  #callersOwn({ headers }: PrepareOptions): string[] {
    if (!headers) return [];
    return this.#headers.flatMap((name) => (Object.hasOwn(headers, name) ? [`${name}:${headers[name]}`] : []));
  }
}

function schemesOf({ byScheme, single }: Configured): [scheme: string, one: ConfiguredScheme][] {
  const isListed = single === undefined || [...byScheme.values()].includes(single);
  return isListed ? [...byScheme] : [...byScheme, ["auth", single]];
}

/** Client certificates of a transport that the user made are not seen, and need not be given twice. */
function withTransportsOwn(given: Configured, api: ApiDefinition, deps: AuthDeps): Configured {
  if (!deps.hasOwnTransport) return given;
  const byScheme = new Map(given.byScheme);
  for (const [name, scheme] of Object.entries(api.schemes)) {
    if (kindOf(scheme) !== "mutualTLS" || byScheme.has(name)) continue;
    byScheme.set(name, { scheme, credential: {}, source: `transport.${name}` });
  }
  return { ...given, byScheme };
}

function ownHeader(scheme: SecuritySchemeSpec): string[] {
  return scheme.type === "apiKey" && scheme.in === "header" ? [scheme.name.toLowerCase()] : [];
}

/** Where two would be put in one place, the first. */
function distinct(presenters: readonly (Presenter | undefined)[]): Presenter[] {
  const byPlace = new Map<string, Presenter>();
  for (const presenter of presenters) {
    if (presenter && !byPlace.has(presenter.place)) byPlace.set(presenter.place, presenter);
  }
  return [...byPlace.values()];
}
