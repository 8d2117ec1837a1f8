import { SdkError } from "../errors/sdk-error.js";
import type { Handler, HttpResponse } from "../http.js";
import { bodyOf } from "../response/body.js";
import { RetryBudget } from "./budget.js";
import type { Call } from "./call.js";
import { CircuitBreaker } from "./circuit-breaker.js";
import { systemClock, type Clock } from "./clock.js";
import { finalError, judgeAnswer, judgeError, type Failure } from "./failure.js";
import type { RetryDeps } from "./options.js";
import type { Policy, SharedPolicy } from "./policy.js";

/** One attempt: an answer, or an error, and what is wrong with it. */
interface Attempt {
  readonly answer?: HttpResponse;
  readonly error?: unknown;
  /** Undefined: nothing. */
  readonly failure?: Failure;
}

/** Sends calls until they succeed or there is no sense in going on. What origins did is remembered across calls. */
export class Retrier {
  readonly #deps: RetryDeps;
  readonly #clock: Clock;
  readonly #budget: RetryBudget | undefined;
  readonly #breaker: CircuitBreaker | undefined;

  constructor({ budget, circuitBreaker }: SharedPolicy, deps: RetryDeps) {
    this.#deps = deps;
    this.#clock = deps.clock ?? systemClock;
    this.#budget = budget && new RetryBudget(budget);
    this.#breaker = circuitBreaker && new CircuitBreaker(circuitBreaker, this.#clock);
  }

  async send(call: Call, next: Handler): Promise<HttpResponse> {
    const { context, policy, request } = call;
    let price: number | undefined;
    for (let retries = 0; ; retries++) {
      const { answer, error, failure } = await this.#attempt(call, next);
      if (answer && !failure) {
        this.#budget?.refund(request.origin, price);
        return answer;
      }
      const wait = failure && retries < policy.retries ? this.#wait(failure, retries, call) : undefined;
      if (wait !== undefined && context.signal.aborted) {
        // Who has aborted the call is told so, also where the answer came at the same moment.
        void answer?.body?.cancel();
        throw context.signal.reason;
      }
      price = failure && wait !== undefined ? this.#pay(failure, request.origin) : undefined;
      if (wait === undefined || price === undefined) {
        if (answer) return answer;
        throw finalError(error, call);
      }
      this.#announce({ wait, answer, error, named: failure?.wait !== undefined }, call);
      void answer?.body?.cancel();
      await this.#clock.sleep(wait, context.signal);
    }
  }

  async #attempt(call: Call, next: Handler): Promise<Attempt> {
    const { context, request } = call;
    if (this.#breaker?.admits(request.origin) === false) throw this.#breaker.error(request.origin, context);
    context.sent = "no";
    try {
      const answer = await next(request, context);
      if (answer.status < 400) {
        const { body } = answer;
        // Nothing has been handed out yet: a connection that breaks now is as good as one that broke before.
        const whole = body && context.isWhole && call.repeatable ? bodyOf(await body.bytes()) : body;
        this.#breaker?.succeeded(request.origin);
        return { answer: whole === body ? answer : { ...answer, body: whole } };
      }
      const limits = context.operation.limits ?? this.#deps.limits;
      const failure = judgeAnswer(answer, call, { limits, now: this.#clock.now() });
      if (failure.unwell) this.#breaker?.failed(request.origin);
      else this.#breaker?.succeeded(request.origin);
      return { answer, failure };
    } catch (error) {
      const failure = judgeError(error, call);
      if (failure.unwell) this.#breaker?.failed(request.origin);
      return { error, failure };
    }
  }

  /** How long to wait before the next attempt, ms; undefined: there is to be none. */
  #wait(failure: Failure, retries: number, { policy, replayable, request }: Call): number | undefined {
    if (!failure.again || !replayable || this.#breaker?.isOpen(request.origin)) return undefined;
    if (failure.wait === undefined) return this.#clock.random() * longest(failure, retries, policy);
    // A wait that is too long is not shortened: the answer goes to the caller, who is told when to come back.
    return failure.wait <= policy.maxServerWait ? failure.wait : undefined;
  }

  /** Tokens of the budget that the retry costs; undefined: too few are left. */
  #pay(failure: Failure, origin: string): number | undefined {
    return this.#budget ? this.#budget.take(origin, failure.throttled) : 0;
  }

  #announce(
    retry: { wait: number; named: boolean; answer?: HttpResponse | undefined; error: unknown },
    call: Call,
  ): void {
    const { attempts, operation, redactedUrl } = call.context;
    const last = attempts.at(-1);
    if (last) last.waitedMs = retry.wait;
    this.#deps.onRetry?.({
      operationId: operation.id,
      method: operation.method,
      url: redactedUrl,
      attempt: last?.number ?? 1,
      ...(retry.answer ? { status: retry.answer.status } : { error: codeOf(retry.error) }),
      waitMs: retry.wait,
      named: retry.named,
    });
  }
}

/** Upper bound of the random wait ("full jitter"), ms. */
function longest({ throttled }: Failure, retries: number, policy: Policy): number {
  const base = throttled ? policy.throttledBaseDelay : policy.baseDelay;
  return Math.min(throttled ? policy.throttledMaxDelay : policy.maxDelay, base * 2 ** retries);
}

function codeOf(error: unknown): string {
  return error instanceof SdkError ? error.code : "UNKNOWN";
}
