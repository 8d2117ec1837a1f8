import { ConfigError } from "../../errors/config-error.js";
import { decodeBytes, encodeBytes, type Encoding, signedContent, utf8 } from "../encoding.js";
import { type DeliveryHeaders, malformed, secondsOf } from "../headers.js";
import type { WebhookScheme } from "../scheme.js";

/** How a sender with a scheme of its own signs: an HMAC in a header. */
export interface HmacOptions {
  /** Header that holds the signature: `X-Acme-Signature`. */
  readonly header: string;
  /** Hash of the HMAC. Default `sha256`. */
  readonly algorithm?: "sha1" | "sha256" | "sha512";
  /** How the signature is written. Default `hex`. */
  readonly encoding?: Encoding;
  /** Stands before the signature: `sha256=`. Default nothing. */
  readonly prefix?: string;
  /**
   * What is signed: `{body}` at the end, and before it the values of the other headers as `{timestamp}` and `{id}`, such
   * as `{id}.{timestamp}.{body}`. Default `{body}`.
   */
  readonly signs?: string;
  /** Header that holds the time, seconds since 1970. Checked against the tolerance, so it must be signed. */
  readonly timestampHeader?: string;
  /** Header that holds the id of the message. */
  readonly idHeader?: string;
  /** How the secret is written. Default `utf8`: its characters are the key. */
  readonly secret?: "utf8" | Encoding;
}

const HASHES = { sha1: "SHA-1", sha256: "SHA-256", sha512: "SHA-512" } as const;

/**
 * An HMAC in a header, for senders with a scheme of their own. The sender's documentation says how it is made.
 *
 * @throws ConfigError - The options contradict each other.
 * @example
 * const acme = hmac({ header: "X-Acme-Signature", encoding: "base64", timestampHeader: "X-Acme-Time", signs: "{timestamp}.{body}" });
 */
export function hmac(options: HmacOptions): WebhookScheme {
  const { header, encoding = "hex", prefix = "", signs = "{body}", timestampHeader, idHeader } = options;
  checkOptions(options);
  const algorithm = HASHES[options.algorithm ?? "sha256"];
  const before = (values: { timestamp: string; id: string }): string =>
    signs.slice(0, -"{body}".length).replace(/\{(timestamp|id)\}/g, (_, name: "timestamp" | "id") => values[name]);
  return {
    name: `hmac ${header.toLowerCase()}`,
    key: (secret) => keyOf(secret, options.secret ?? "utf8"),
    read(headers) {
      const text = headers.need(header);
      const value = text.startsWith(prefix) ? decodeBytes(text.slice(prefix.length), encoding) : undefined;
      if (!value) throw malformed(header, `is not ${prefix === "" ? "" : `\`${prefix}\` and `}a digest in ${encoding}`);
      const id = idOf(headers, idHeader, signs);
      const time = timestampHeader === undefined ? undefined : headers.need(timestampHeader);
      const head = before({ timestamp: time ?? "", id: id ?? "" });
      return {
        id,
        timestamp: time === undefined || timestampHeader === undefined ? undefined : secondsOf(time, timestampHeader),
        signatures: [{ algorithm, value }],
        content: (body) => signedContent(head, body),
      };
    },
    async write({ id, timestamp, body, sign }) {
      const head = before({ timestamp: String(timestamp), id });
      const value = await sign(signedContent(head, body), algorithm);
      return {
        [header]: prefix + encodeBytes(value, encoding),
        ...(timestampHeader !== undefined && { [timestampHeader]: String(timestamp) }),
        ...(idHeader !== undefined && { [idHeader]: id }),
      };
    },
  };
}

function idOf(headers: DeliveryHeaders, header: string | undefined, signs: string): string | undefined {
  if (header === undefined) return undefined;
  return signs.includes("{id}") ? headers.need(header) : headers.get(header);
}

function keyOf(secret: string, encoding: "utf8" | Encoding): ReturnType<WebhookScheme["key"]> {
  const bytes = encoding === "utf8" ? utf8(secret) : decodeBytes(secret, encoding);
  if (!bytes) throw new ConfigError(`The webhook secret is not written in ${encoding}: pass it as the sender shows it`);
  return { kind: "hmac", bytes };
}

function checkOptions({ signs = "{body}", timestampHeader, idHeader }: HmacOptions): void {
  const fail = (what: string): never => {
    throw new ConfigError(`Webhook scheme hmac: ${what}`);
  };
  if (!signs.endsWith("{body}")) fail("`signs` must end with {body}");
  if (signs.includes("{id}") && idHeader === undefined) fail("`signs` names {id}, so `idHeader` must say where it is");
  // A time that is not signed can be written by anybody; to check it would only look like protection.
  if (signs.includes("{timestamp}") !== (timestampHeader !== undefined))
    fail("`signs` must name {timestamp} exactly when `timestampHeader` says where it is");
}
