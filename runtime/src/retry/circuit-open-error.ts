import { ConnectionError } from "../errors/connection-error.js";

/** The circuit breaker is open: this origin failed too often in a row, and the request was not sent. */
export class CircuitOpenError extends ConnectionError {
  static override readonly brand: string = "CircuitOpenError";
  override readonly code: string = "CIRCUIT_OPEN";
}
