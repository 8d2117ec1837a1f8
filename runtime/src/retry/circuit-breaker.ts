import type { CallContext } from "../http.js";
import { CircuitOpenError } from "./circuit-open-error.js";
import type { Clock } from "./clock.js";
import type { CircuitBreakerOptions } from "./options.js";

interface Circuit {
  failures: number;
  /** Closed while `failures` is below the bound; ms since the epoch. */
  openUntil: number;
}

/** Leaves an origin alone that keeps failing, and lets one call at a time find out whether it is back. */
export class CircuitBreaker {
  readonly #options: Required<CircuitBreakerOptions>;
  readonly #clock: Pick<Clock, "now">;
  /** Only origins whose last call failed. */
  readonly #circuits = new Map<string, Circuit>();

  constructor(options: Required<CircuitBreakerOptions>, clock: Pick<Clock, "now">) {
    this.#options = options;
    this.#clock = clock;
  }

  isOpen(origin: string): boolean {
    return (this.#circuits.get(origin)?.failures ?? 0) >= this.#options.failures;
  }

  /** Whether a request may be sent. After the rest one may, and the next ones wait for another rest, unless it succeeds. */
  admits(origin: string): boolean {
    const circuit = this.#circuits.get(origin);
    if (!circuit || !this.isOpen(origin)) return true;
    const now = this.#clock.now();
    if (now < circuit.openUntil) return false;
    circuit.openUntil = now + this.#options.rest;
    return true;
  }

  succeeded(origin: string): void {
    this.#circuits.delete(origin);
  }

  failed(origin: string): void {
    const circuit = this.#circuits.get(origin) ?? { failures: 0, openUntil: 0 };
    circuit.failures++;
    if (circuit.failures >= this.#options.failures) circuit.openUntil = this.#clock.now() + this.#options.rest;
    this.#circuits.set(origin, circuit);
  }

  error(origin: string, context: CallContext): CircuitOpenError {
    const { failures = 0, openUntil = 0 } = this.#circuits.get(origin) ?? {};
    const retryAt = new Date(openUntil);
    return new CircuitOpenError(
      `${context.operation.method} ${context.redactedUrl} was not sent: ${origin} failed ${failures} times in a row and is left alone until ${retryAt.toISOString()}.`,
      { context, sent: "no", retryAt },
    );
  }
}
