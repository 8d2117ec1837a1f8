import type { Grant } from "../auth/auth.js";
import type { OperationDefinition } from "../contract.js";
import { AbortedError } from "../errors/aborted-error.js";
import { timeoutError, what } from "../errors/network-error.js";
import { SdkError } from "../errors/sdk-error.js";
import type { Attempt, AttemptTimeouts, CallContext, HttpRequest } from "../http.js";
import { onAbort } from "../retry/abort.js";
import { hideSecrets, redactUrl, SENT } from "./redact.js";

/** What a {@link Context} begins with. */
export interface ContextStart {
  readonly operation: OperationDefinition;
  readonly options: { readonly [layer: string]: unknown };
  readonly timeouts: AttemptTimeouts;
  /** Ends with the client. */
  readonly clientSignal: AbortSignal;
}

/** One logical call. */
export class Context implements CallContext {
  readonly operation: OperationDefinition;
  readonly options: { readonly [layer: string]: unknown };
  readonly timeouts: AttemptTimeouts;
  readonly startedAt: number = performance.now();
  readonly attempts: Attempt[] = [];
  readonly idempotencyKey: string | undefined;
  signal: AbortSignal;
  /** What the request itself carries; undefined where nothing but the client's end can abort it. */
  requestSignal: AbortSignal | undefined;
  partition = "";
  grant: Grant | undefined;
  isWhole = false;
  sent: "no" | "maybe" = "no";
  readonly #sent: HttpRequest[] = [];
  #url = "";
  #redactedUrl: string | undefined;
  #release: (() => void) | undefined;

  constructor({ operation, options, timeouts, clientSignal }: ContextStart) {
    this.operation = operation;
    this.options = options;
    this.timeouts = timeouts;
    this.signal = clientSignal;
    this.idempotencyKey = options["idempotencyKey"] as string | undefined;
    this.#url = operation.path;
  }

  get [SENT](): HttpRequest[] {
    return this.#sent;
  }

  /** Tells where the request goes, once it is known. */
  set url(url: string) {
    this.#url = url;
    this.#redactedUrl = undefined;
  }

  // Worked out when somebody looks, which is hardly ever.
  get redactedUrl(): string {
    return (this.#redactedUrl ??= hideSecrets(this, redactUrl(this.#url)));
  }

  set redactedUrl(shown: string) {
    this.#redactedUrl = shown;
  }

  /** Puts the call under signals of its caller's and a deadline, until {@link release}. */
  bind(callers: readonly AbortSignal[], deadline: number): void {
    const { signal: client } = this;
    const controller = new AbortController();
    const end = (from: AbortSignal): void => {
      const { reason } = from as { reason: unknown };
      const error = new AbortedError(`${what(this)} was aborted by its caller`, { context: this, cause: reason });
      controller.abort(reason instanceof SdkError ? reason : error);
    };
    const forget = [...callers, client].map((signal) => onAbort(signal, () => end(signal)));
    for (const signal of [client, ...callers]) if (signal.aborted) end(signal);
    const onDeadline = (): void => controller.abort(timeoutError("deadline", this));
    // What is more than a timer takes is refused with the other options, once what refuses them is loaded.
    const timer = deadline > 0 && deadline < 2 ** 31 ? setTimeout(onDeadline, deadline) : undefined;
    this.signal = controller.signal;
    this.requestSignal = controller.signal;
    this.#release = () => {
      clearTimeout(timer);
      for (const one of forget) one();
    };
  }

  /** The call is over: nothing of it is left on its caller's signal. */
  release(): void {
    this.#release?.();
  }

  /** Whether there is something to release. */
  get isBound(): boolean {
    return this.#release !== undefined;
  }
}
