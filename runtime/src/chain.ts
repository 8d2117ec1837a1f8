import type { Auth } from "./auth/index.js";
import type { CacheOptions } from "./cache/options.js";
import { compose } from "./compose.js";
import type { ApiDefinition, LimitSpec } from "./contract.js";
import type { Handler, Layer, Middleware, Transport } from "./http.js";
import type { Observer } from "./observe/index.js";
import type { ClientOptions } from "./options.js";
import { recordAttempts } from "./request/attempts.js";
import { retry } from "./retry/index.js";

/** What the layers of one client are made with. */
export interface ChainParts {
  readonly api: ApiDefinition;
  readonly options: ClientOptions;
  readonly auth: Auth;
  readonly observer: Observer;
  readonly transport: Transport;
  /** Ends with the client. */
  readonly signal: AbortSignal;
  /** Told about work that nobody waits for, so that `close()` can. */
  readonly background: (work: Promise<void>) => void;
}

/** The layers that a call runs down, outermost first. */
export function chainOf(parts: ChainParts): Handler {
  const { options, auth, observer, transport } = parts;
  return compose(
    [
      options.tracing,
      ...(options.middleware ?? []).map(asLayer),
      cacheLayer(parts),
      retry(options.retry, { ...knownLimits(parts), onRetry: observer.onRetry }),
      options.throttle === false ? undefined : throttleLayer(parts),
      auth.layer,
      ...(options.attemptMiddleware ?? []).map(asLayer),
      recordAttempts(options.redirect === false ? 0 : (options.redirect?.limit ?? 10)),
      observer.attempts,
    ],
    transport.send,
  );
}

function asLayer(middleware: Middleware): Layer {
  return (next) => async (request, context) => middleware(request, (changed) => next(changed, context));
}

function knownLimits({ api }: ChainParts): { readonly limits?: LimitSpec } {
  return api.limits ? { limits: api.limits } : {};
}

function throttleLayer(parts: ChainParts): Layer {
  const { throttle: settings } = parts.options;
  const deps = { ...knownLimits(parts), onThrottle: parts.observer.onThrottle };
  // Nearly every client needs it: it is on its way before the first call.
  const loading = import("./throttle/index.js");
  loading.catch(() => undefined);
  return lazy(async () => (await loading).throttle(settings || {}, deps));
}

function cacheLayer({ options, observer, signal, background }: ChainParts): Layer {
  const { cache = false, maxResponseBytes } = options;
  const own: CacheOptions = typeof cache === "object" ? cache : {};
  const deps = { signal, background, maxResponseBytes, warn: observer.warn };
  const layer = lazy(async () => {
    const cached = (await import("./cache/index.js")).cache(own, deps);
    return (next) => observer.calls(cached(next));
  });
  return (next) => {
    const cached = layer(next);
    return (request, context) =>
      (context.options["cache"] ?? cache) === false ? next(request, context) : cached(request, context);
  };
}

/** A layer that is loaded with the first call which needs it, so that start-up and other bundles do without. */
function lazy(load: () => Promise<Layer>): Layer {
  return (next) => {
    let handler: Handler | undefined;
    let loading: Promise<Handler> | undefined;
    return (request, context) => {
      if (handler) return handler(request, context);
      loading ??= load().then((layer) => (handler = layer(next)));
      return loading.then((loaded) => loaded(request, context));
    };
  };
}
