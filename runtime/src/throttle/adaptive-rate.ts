/** Numbers of {@link AdaptiveRate}; see `AdaptiveOptions`. */
export interface AdaptiveRateOptions {
  readonly decrease: number;
  readonly increase: number;
  readonly maxPace: number;
  /** Rate that is never exceeded anyway, per second. */
  readonly ceiling: number;
}

/** One 429 at the first call says little about the rate that is too much: it is taken to be at least this, per second. */
const LEAST_ESTIMATE = 10;

/**
 * Finds the rate of a server that only says "too many": multiplied by 0.7 on 429, then raised by a constant per second,
 * until it is twice what was too much, or the ceiling. No bound before the first 429.
 */
export class AdaptiveRate {
  readonly #options: AdaptiveRateOptions;
  /** The rate before the last 429, per second; 0: there was none. */
  #peak = 0;
  /** The rate right after it, and when it began to grow again. */
  #base = 0;
  #since = 0;
  /** Earliest start of the next call. */
  #next = 0;
  /** Calls with a lower number started before the last decrease and say nothing new. */
  #newest = 0;
  #second = 0;
  #inSecond = 0;
  #inLastSecond = 0;

  constructor(options: AdaptiveRateOptions) {
    this.#options = options;
  }

  delay(now: number): number {
    return this.#peak === 0 ? 0 : Math.max(0, this.#next - now);
  }

  started(now: number): void {
    this.#roll(now);
    this.#inSecond++;
    if (this.#peak === 0) return;
    const rate = this.#rate(now);
    if (rate >= Math.min(this.#peak * 2, this.#options.ceiling)) this.#peak = 0;
    else this.#next = Math.max(this.#next, now) + 1000 / rate;
  }

  /** The answer to call number `call` was 429. `lastCall`: number of the latest call; `resumeAt`: end of the pause. */
  limited(now: number, calls: { readonly call: number; readonly lastCall: number }, resumeAt: number): void {
    if (calls.call < this.#newest) return;
    this.#newest = calls.lastCall + 1;
    this.#roll(now);
    const measured = Math.max(LEAST_ESTIMATE, this.#inSecond, this.#inLastSecond);
    this.#peak = Math.min(this.#peak === 0 ? measured : this.#rate(now), this.#options.ceiling);
    this.#base = Math.max(this.#peak * this.#options.decrease, 1000 / this.#options.maxPace);
    this.#since = resumeAt;
    this.#next = Math.max(this.#next, now + 1000 / this.#base);
  }

  #rate(now: number): number {
    return this.#base + (this.#peak * this.#options.increase * Math.max(0, now - this.#since)) / 1000;
  }

  #roll(now: number): void {
    const second = Math.floor(now / 1000);
    if (second === this.#second) return;
    this.#inLastSecond = second === this.#second + 1 ? this.#inSecond : 0;
    this.#inSecond = 0;
    this.#second = second;
  }
}
