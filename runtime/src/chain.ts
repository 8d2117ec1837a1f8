import type { Auth } from "./auth/index.js";
import type { CacheOptions } from "./cache/options.js";
import { compose } from "./compose.js";
import type { ApiDefinition } from "./contract.js";
import type { Handler, Layer, Middleware, Transport } from "./http.js";
import type { Observer } from "./observe/index.js";
import type { ClientOptions } from "./options.js";
import { recordAttempts } from "./request/attempts.js";
import { retry } from "./retry/index.js";
import { throttle } from "./throttle/index.js";

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
  const { api, options, auth, observer, transport } = parts;
  const limits = api.limits && { limits: api.limits };
  const { onRetry, onThrottle, warn } = observer;
  const throttleDeps = { ...limits, onThrottle, warn };
  return compose(
    [
      options.tracing,
      ...(options.middleware ?? []).map(asLayer),
      cacheLayer(parts),
      retry(options.retry, { ...limits, onRetry }),
      options.throttle === false ? undefined : throttle(options.throttle, throttleDeps),
      auth.layer,
      ...(options.attemptMiddleware ?? []).map(asLayer),
      recordAttempts(options.redirect === false ? 0 : (options.redirect?.limit ?? 10)),
      observer.attempts,
    ],
    transport.send,
  );
}

function asLayer(middleware: Middleware): Layer {
  return (next) => (request, context) => middleware(request, (changed) => next(changed, context));
}

// The cache is loaded with the first call that wants it, so that no other bundle or start carries it.
function cacheLayer({ options, observer, signal, background }: ChainParts): Layer {
  const { cache = false } = options;
  let loading: Promise<Layer> | undefined;
  const load = async (): Promise<Layer> => {
    const layers = await import("./cache/index.js");
    const own: CacheOptions = typeof cache === "object" ? cache : {};
    return layers.cache(own, { signal, background, warn: observer.warn });
  };
  return (next) => {
    let cached: Promise<Handler> | undefined;
    return (request, context) => {
      const wanted = context.options["cache"] ?? cache;
      if (wanted === false) return next(request, context);
      loading ??= load();
      cached ??= loading.then((layer) => observer.calls(layer(next)));
      return cached.then((handler) => handler(request, context));
    };
  };
}
