import type { LimitSpec } from "../contract.js";
import type { CallContext, HttpResponse } from "../http.js";
import { onAbort } from "../retry/abort.js";
import { isThrottled, serverWait } from "../retry/server-wait.js";
import type { Bucket, Waiter } from "./bucket.js";
import { readBudgets } from "./budgets.js";
import { queueFull, stillLimited } from "./errors.js";
import type { Gate } from "./gate.js";
import type { LimiterRequest } from "./store.js";

/** A configured rate: what a store is asked for, but for the cost. */
export type Rate = Omit<LimiterRequest, "cost">;

/** What is known of an operation beforehand. */
export interface LaneFacts {
  readonly cost: number;
  readonly rate: Rate | undefined;
  readonly limits: LimitSpec | undefined;
  /** It has a rate of its own, and waits for that apart from the others, whatever the server says. */
  readonly ownBucket: boolean;
}

/** The calls of one operation. Which bucket they fall into is learned from the answers. */
export class Lane {
  readonly cost: number;
  readonly rate: Rate | undefined;
  /** The server refused this operation until then, ms since the epoch. */
  pausedUntil = 0;
  readonly #gate: Gate;
  readonly #facts: LaneFacts;
  #bucket: Bucket;
  #inFlight = 0;

  constructor(gate: Gate, bucket: Bucket, facts: LaneFacts) {
    this.#gate = gate;
    this.#bucket = bucket;
    this.cost = facts.cost;
    this.rate = facts.rate;
    this.#facts = facts;
  }

  /** Number of the call that may start now; 0: it has to {@link enter} the queue. */
  tryStart(): number {
    return this.#bucket.tryStart(this, this.#gate.clock.now()) ? this.#gate.lastCall : 0;
  }

  /** Waits for the call's turn; resolves to its number. */
  enter(context: CallContext): Promise<number> {
    const { settings } = this.#gate;
    const { signal } = context;
    const bucket = this.#bucket;
    return new Promise((resolve, reject) => {
      if (signal.aborted) throw signal.reason;
      if (this.#isGivenUp(this.#gate.clock.now())) throw stillLimited(context, this.pausedUntil);
      if (this.#gate.queued >= settings.maxQueue) throw queueFull(context, settings.maxQueue);
      const end = (): void => {
        this.#gate.queued--;
        forget();
      };
      const waiter: Waiter = {
        lane: this,
        context,
        start: () => {
          end();
          resolve(this.#gate.lastCall);
        },
        fail: (error) => {
          end();
          reject(error);
        },
      };
      const forget = onAbort(signal, () => {
        bucket.leave(waiter);
        end();
        reject(signal.reason);
      });
      this.#gate.queued++;
      bucket.enqueue(waiter);
    });
  }

  /** A call is about to be sent. */
  started(now: number): void {
    this.#gate.lastCall++;
    this.#gate.inFlight++;
    this.#inFlight++;
    this.#bucket.inFlight++;
    this.#bucket.pace?.started(now, this.cost);
    this.#bucket.rate?.started(now);
  }

  /** A call was answered, or failed. */
  ended(): void {
    this.#inFlight--;
    this.#bucket.inFlight--;
    this.#gate.release();
    this.#bucket.drain();
  }

  /** Learns from the answer to call number `call`. */
  heard(response: HttpResponse, call: number): void {
    if (!this.#gate.settings.adaptive) return;
    const { headers, status } = response;
    const now = this.#gate.clock.now();
    const budgets = readBudgets(headers, now, this.#facts.limits);
    if (!this.#facts.ownBucket) this.#moveTo(this.#gate.bucketOf(headers, budgets) ?? this.#bucket);
    const { pace, rate } = this.#bucket;
    pace?.learn(budgets, now, { call, inFlight: this.#bucket.inFlight - 1 });
    if (status < 400) return;
    const wait = serverWait(response, now, this.#facts.limits);
    if (!isThrottled(status, this.#facts.limits, wait)) return;
    const until = now + (wait ?? 0);
    rate?.limited(now, { call, lastCall: this.#gate.lastCall }, until);
    this.pausedUntil = Math.max(this.pausedUntil, until);
    if (this.#isGivenUp(now)) this.#bucket.refuse(this);
  }

  #isGivenUp(now: number): boolean {
    return this.pausedUntil - now > this.#gate.settings.maxWait;
  }

  #moveTo(bucket: Bucket): void {
    if (bucket === this.#bucket) return;
    this.#bucket.inFlight -= this.#inFlight;
    this.#bucket = bucket;
    bucket.inFlight += this.#inFlight;
  }
}
