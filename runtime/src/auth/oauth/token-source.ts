import type { ApiDefinition } from "../../contract.js";
import type { Transport } from "../../http.js";
import type { Clock } from "../../retry/clock.js";

/** What getting tokens needs of the client. */
export interface TokenSourceDeps {
  readonly api: ApiDefinition;
  readonly transport: Transport;
  /** What relative URLs of the document are resolved against. */
  readonly baseUrl: () => string;
  readonly allowInsecure?: boolean | undefined;
  readonly clock: Clock;
  readonly warn?: ((message: string) => void) | undefined;
  /** The client's end. */
  readonly signal: AbortSignal;
}
