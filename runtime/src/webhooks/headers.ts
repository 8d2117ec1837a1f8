import { refusal, type WebhookVerificationError } from "./webhook-verification-error.js";

/** Headers as any server hands them out: a `Headers` object, a record (Node, Express, Lambda), or pairs. */
export type WebhookHeaders =
  | Iterable<readonly [name: string, value: string]>
  | { readonly [name: string]: string | readonly string[] | undefined };

/** The headers of one delivery. Names are case-insensitive. */
export class DeliveryHeaders {
  readonly #values = new Map<string, string>();

  constructor(headers: WebhookHeaders) {
    // Some cloud functions hand out null where there are none.
    const given: WebhookHeaders = headers ?? {};
    const pairs = Symbol.iterator in given ? (given as Iterable<readonly [string, string]>) : Object.entries(given);
    for (const [name, value] of pairs) {
      if (value === undefined) continue;
      const key = name.toLowerCase();
      const text = typeof value === "string" ? value : Array.from(value).join(", ");
      const before = this.#values.get(key);
      this.#values.set(key, before === undefined ? text : `${before}, ${text}`);
    }
  }

  get(name: string): string | undefined {
    return this.#values.get(name.toLowerCase());
  }

  /** @throws WebhookVerificationError - It is not there, or empty. */
  need(name: string): string {
    const value = this.get(name);
    if (value !== undefined && value !== "") return value;
    throw refusal(
      "header-missing",
      `The webhook has no header ${name}: pass on all headers as they came, and check that this is the sender's signing scheme`,
    );
  }

  /** @throws WebhookVerificationError - It is not there, or no whole number of seconds. */
  seconds(name: string): number {
    return secondsOf(this.need(name), name);
  }
}

/** A time in seconds since 1970, as schemes write it: digits alone. */
export function secondsOf(text: string, name: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw malformed(name, "holds no time in seconds");
}

export function malformed(name: string, what: string): WebhookVerificationError {
  return refusal(
    "header-malformed",
    `The webhook's header ${name} ${what}: pass on the headers as they came, and check that this is the sender's signing scheme`,
  );
}
