import type { DeliveryHeaders } from "./headers.js";

/** What a signature is made with. */
export type SignatureAlgorithm = "SHA-1" | "SHA-256" | "SHA-512" | "Ed25519";

/** A secret as bytes: of an HMAC, or one half of a key pair. */
export interface WebhookKey {
  readonly kind: "hmac" | "public" | "private";
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** One signature of a delivery, before it is compared. */
export interface ClaimedSignature {
  readonly algorithm: SignatureAlgorithm;
  readonly value: Uint8Array<ArrayBuffer>;
}

/** What the headers of a delivery claim, before it is verified. */
export interface WebhookClaim {
  /** The sender's name of the message. Only trustworthy where the scheme signs it. */
  readonly id?: string | undefined;
  /** When it was signed, seconds since 1970. Undefined: the scheme signs no time. */
  readonly timestamp?: number | undefined;
  /** Any one that fits is enough. */
  readonly signatures: readonly ClaimedSignature[];
  /** The bytes that were signed. */
  content(body: Uint8Array): Uint8Array<ArrayBuffer>;
}

/** A message that is to be signed. */
export interface OutgoingWebhook {
  readonly id: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  readonly body: Uint8Array;
  /** Makes the signature, with the algorithm of the key or else the one given. */
  sign(content: Uint8Array<ArrayBuffer>, algorithm: SignatureAlgorithm): Promise<Uint8Array<ArrayBuffer>>;
  /** The key is one half of a pair. */
  readonly paired: boolean;
}

/**
 * How a sender signs its webhooks. One of {@link standardWebhooks}, {@link stripe}, {@link github}, {@link slack} and
 * {@link hmac}, or an object of your own.
 */
export interface WebhookScheme {
  /** For messages, and for what a replay store is told. */
  readonly name: string;
  /**
   * The key that a secret stands for.
   * @throws ConfigError - It cannot be a secret of this scheme.
   */
  key(secret: string): WebhookKey;
  /**
   * What the headers claim.
   * @throws WebhookVerificationError - One is missing or malformed.
   */
  read(headers: DeliveryHeaders): WebhookClaim;
  /** Headers of a signed message, as the sender would write them. */
  write(message: OutgoingWebhook): Promise<{ readonly [header: string]: string }>;
}
