/** Calls back after a silence, which is counted only while somebody listens. */
export class SilenceTimer {
  readonly #bound: number;
  readonly #onSilence: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `bound` in ms; 0 is no bound. */
  constructor(bound: number, onSilence: () => void) {
    this.#bound = bound;
    this.#onSilence = onSilence;
  }

  /** Begins to listen, if not listening already. */
  listen(): void {
    if (this.#bound > 0) this.#timer ??= setTimeout(this.#onSilence, this.#bound);
  }

  /** Something was heard, or nobody listens any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
