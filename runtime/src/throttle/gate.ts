import type { OperationDefinition } from "../contract.js";
import type { HeaderRecord } from "../http.js";
import type { Clock } from "../retry/clock.js";
import { AdaptiveRate } from "./adaptive-rate.js";
import { Bucket } from "./bucket.js";
import { bucketName, type Budget } from "./budgets.js";
import { Lane, type Rate } from "./lane.js";
import { Pace } from "./pace.js";
import type { LimiterStore } from "./store.js";
import type { Settings } from "./settings.js";

/** Servers name buckets; no more of them than this are told apart. */
const MAX_BUCKETS = 100;

/** All calls to one origin with one credential: bounds how many are under way, and knows the buckets they fall into. */
export class Gate {
  readonly clock: Clock;
  readonly store: LimiterStore;
  readonly settings: Settings;
  /** Calls that wait, in all buckets. */
  queued = 0;
  /** Number of the latest call. */
  lastCall = 0;
  inFlight = 0;
  readonly #key: string;
  readonly #rate: Rate | undefined;
  readonly #lanes = new Map<string, Lane>();
  readonly #buckets = new Map<string, Bucket>();
  readonly #waiting = new Set<Bucket>();
  #usualSize: string | undefined;

  constructor(key: string, settings: Settings) {
    this.#key = key;
    this.clock = settings.clock;
    this.store = settings.store;
    this.settings = settings;
    this.#rate = rateOf(key, settings);
  }

  /** Nothing is under way, so that nothing but what was learned is lost with this gate. */
  get idle(): boolean {
    return this.inFlight === 0 && this.queued === 0;
  }

  lane(operation: OperationDefinition): Lane {
    let lane = this.#lanes.get(operation.id);
    if (!lane) {
      const own = this.#ownRate(operation);
      lane = new Lane(this, this.bucket(own ? `operation ${operation.id}` : ""), {
        cost: operation.cost ?? 1,
        rate: own ?? this.#rate,
        limits: operation.limits ?? this.settings.limits,
        ownBucket: own !== undefined,
      });
      this.#lanes.set(operation.id, lane);
    }
    return lane;
  }

  bucket(name: string): Bucket {
    let bucket = this.#buckets.get(this.#buckets.size < MAX_BUCKETS || this.#buckets.has(name) ? name : "");
    if (!bucket) {
      const { adaptive, maxWait } = this.settings;
      const ceiling = this.#rate ? 1000 / this.#rate.interval : Number.POSITIVE_INFINITY;
      bucket = new Bucket(
        this,
        adaptive && { pace: new Pace({ ...adaptive, maxWait }), rate: new AdaptiveRate({ ...adaptive, ceiling }) },
      );
      this.#buckets.set(name, bucket);
    }
    return bucket;
  }

  /**
   * The bucket that an answer counts against; undefined: it tells of none. Limits without a name are told apart by their
   * size. Operations begin in the one that was seen first, which most APIs have for all of them.
   */
  bucketOf(headers: Readonly<HeaderRecord>, budgets: ReadonlyMap<string, Budget>): Bucket | undefined {
    const name = bucketName(headers);
    if (name !== undefined) return this.bucket(`name ${name}`);
    if (budgets.size === 0) return undefined;
    const size = [...budgets.values()].map(({ limit }) => limit).join();
    this.#usualSize ??= size;
    return this.bucket(size === this.#usualSize ? "" : `size ${size}`);
  }

  hasRoom(): boolean {
    return this.inFlight < this.settings.concurrency;
  }

  /** Goes on with `bucket` when a call has ended. */
  await(bucket: Bucket): void {
    this.#waiting.add(bucket);
  }

  release(): void {
    this.inFlight--;
    for (const bucket of this.#waiting) {
      if (!this.hasRoom()) return;
      this.#waiting.delete(bucket);
      bucket.drain();
    }
  }

  /** An operation that is limited more strictly than the API has a budget of its own. */
  #ownRate(operation: OperationDefinition): Rate | undefined {
    if (operation.limits?.requestsPerSecond === undefined) return undefined;
    const own = rateOf(`${this.#key} ${operation.id}`, { limits: operation.limits });
    return own && (!this.#rate || own.interval > this.#rate.interval) ? own : undefined;
  }
}

function rateOf(key: string, { requestsPerSecond, burst, limits }: Partial<Settings>): Rate | undefined {
  const perSecond = requestsPerSecond ?? limits?.requestsPerSecond;
  if (perSecond === undefined) return undefined;
  return {
    key,
    interval: 1000 / perSecond,
    // Timers are late by a millisecond or two: at high rates a burst of that length makes up for it.
    burst: Math.max(1, burst ?? limits?.burst ?? Math.ceil(perSecond / 100)),
  };
}
