import { AbortedError } from "../errors/aborted-error.js";
import { SdkError } from "../errors/sdk-error.js";
import type { CallContext, Handler, HttpRequest, HttpResponse, Layer } from "../http.js";
import { hideSecrets, redactHeaders, redactUrl } from "../request/redact.js";
import type { RetryEvent } from "../retry/options.js";
import type { ThrottleEvent } from "../throttle/options.js";
import { countBytes } from "./counted-body.js";
import { StatsCounter } from "./stats.js";
import type { DriftEvent, DriftStats, Hooks, LogFields, Logger, RequestEvent, Stats } from "./types.js";

/** What an {@link Observer} tells. */
export interface ObserverOptions extends Hooks {
  readonly logger?: Logger | undefined;
}

type Level = keyof Logger;

/**
 * Sees what a client does: counts, logs, calls hooks. Nothing that a hook or logger does reaches the call, and nothing
 * secret reaches them.
 */
export class Observer {
  readonly #options: ObserverOptions;
  readonly #stats = new StatsCounter();
  readonly #isSilent: boolean;

  readonly #counted = (response: HttpResponse): HttpResponse => countBytes(response, this.#addBytes);
  readonly #addBytes = (bytes: number): void => void (this.#stats.bytes += bytes);

  constructor(options: ObserverOptions = {}) {
    this.#options = options;
    this.#isSilent = !options.logger && !options.onRequest && !options.onResponse;
  }

  /** Outermost of the chain: one turn per call. */
  readonly calls: Layer = (next) => (request, context) =>
    next(request, context).then((response) => {
      if (response.fromCache) {
        this.#stats.cacheHits++;
        this.#log("debug", `${context.operation.id}: answered from the cache`, { url: context.redactedUrl });
      }
      return response;
    });

  /** Just above the transport: one turn per attempt. Costs next to nothing where nobody listens. */
  readonly attempts: Layer = (next) => (request, context) => {
    this.#stats.request();
    return this.#isSilent ? next(request, context).then(this.#counted) : this.#shown(request, context, next);
  };

  async #shown(request: HttpRequest, context: CallContext, next: Handler): Promise<HttpResponse> {
    const event = toEvent(request, context);
    const startedAt = performance.now();
    this.#tell("onRequest", event);
    this.#log("debug", `${event.method} ${event.url} (attempt ${event.attempt})`, { ...event });
    const response = await next(request, context);
    const { status } = response;
    const headers = redactHeaders(response.headers);
    const elapsedMs = performance.now() - startedAt;
    this.#tell("onResponse", { ...event, headers, status, elapsedMs });
    const { operationId } = event;
    const message = `${event.method} ${event.url}: ${status} in ${Math.round(elapsedMs)} ms`;
    this.#log("debug", message, { operationId, status, headers, elapsedMs });
    return this.#counted(response);
  }

  readonly onRetry = (event: RetryEvent): void => {
    this.#stats.retries++;
    this.#stats.wait(event.waitMs);
    this.#tell("onRetry", event);
    const why = event.status ?? event.error ?? "no answer";
    this.#log("warn", `${event.operationId}: ${why}, trying again in ${Math.round(event.waitMs)} ms`, { ...event });
  };

  readonly onThrottle = (event: ThrottleEvent): void => {
    this.#stats.wait(event.waitedMs);
    this.#tell("onThrottle", event);
    this.#log("debug", `${event.operationId}: held back for ${Math.round(event.waitedMs)} ms`, { ...event });
  };

  /** Every difference is counted and told; a line is written when there is something new about it. */
  readonly onDrift = (event: DriftEvent): void => {
    this.#tell("onDrift", event);
    if (event.isNew) this.#log("warn", event.message, { ...event });
  };

  /** A call ended in an error. That its caller gave it up is none of the API's failures. */
  readonly onFailure = (error: unknown): void => {
    if (error instanceof AbortedError) {
      return this.#log("debug", `${error.operationId ?? "A call"} was aborted.`, { operationId: error.operationId });
    }
    this.#stats.failures++;
    if (!(error instanceof SdkError)) return this.#log("warn", "A call failed.", {});
    const { operationId, code, status, requestId, url, attempts } = error;
    const fields = { operationId, code, status, requestId, url, attempts: attempts.length };
    this.#log("warn", `${operationId ?? "A call"} failed: ${error.message}`, fields);
  };

  /** Items of a paged call were handed out. */
  readonly onItems = (count: number): void => {
    this.#stats.items += count;
  };

  /** Something that a user should know and no call fails by: a store that is down, an option without effect. */
  readonly warn = (message: string): void => this.#log("warn", message, {});

  stats(): Stats {
    return { ...this.#stats.snapshot(), drift: this.drift() };
  }

  /** Replaced by what checks answers, when it is loaded. */
  drift: () => DriftStats = () => ({ checked: 0, drifted: 0, entries: [], dropped: 0, unchecked: 0 });

  #log(level: Level, message: string, fields: LogFields): void {
    try {
      this.#options.logger?.[level](message, fields);
    } catch {
      // A logger that fails must not fail the call, and there is nowhere to say so.
    }
  }

  #tell<Name extends keyof Hooks>(name: Name, event: Parameters<NonNullable<Hooks[Name]>>[0]): void {
    const hook = this.#options[name] as ((event: unknown) => unknown) | undefined;
    if (!hook) return;
    const onError = (error: unknown): void => this.#log("error", `The hook ${name} failed.`, { error });
    try {
      Promise.resolve(hook(event)).catch(onError);
    } catch (error) {
      onError(error);
    }
  }
}

function toEvent(request: HttpRequest, context: CallContext): RequestEvent {
  return {
    operationId: context.operation.id,
    method: request.method,
    url: hideSecrets(context, redactUrl(request.origin + request.path)),
    attempt: Math.max(1, context.attempts.length),
    headers: redactHeaders(request.headers),
  };
}
