import { ConfigError } from "../../errors/config-error.js";
import { decodeBytes, encodeBytes, signedContent } from "../encoding.js";
import { malformed } from "../headers.js";
import type { ClaimedSignature, SignatureAlgorithm, WebhookScheme } from "../scheme.js";

const ALGORITHMS: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  ["v1", "SHA-256"],
  ["v1a", "Ed25519"],
]);
const KINDS = { whsec_: "hmac", whpk_: "public", whsk_: "private" } as const;

/** More are nobody's: a sender signs once for each of its live secrets. */
const MOST_SIGNATURES = 16;

/**
 * Standard Webhooks: `webhook-id`, `webhook-timestamp`, `webhook-signature`, and the same headers under Svix's older
 * names. Secrets are `whsec_…` (HMAC, `v1`) or, to verify what was signed with a key pair, `whpk_…` (Ed25519, `v1a`).
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function standardWebhooks(): WebhookScheme {
  return {
    name: "standard-webhooks",
    key(secret) {
      const prefix = /^wh(?:sec|pk|sk)_/.exec(secret)?.[0] as keyof typeof KINDS | undefined;
      const bytes = decodeBytes(secret.slice(prefix?.length ?? 0), "base64");
      if (!bytes)
        throw new ConfigError("The webhook secret is no base64: pass it as the sender shows it, such as whsec_…");
      return { kind: prefix ? KINDS[prefix] : "hmac", bytes };
    },
    read(headers) {
      const family =
        headers.get("webhook-id") === undefined && headers.get("svix-id") !== undefined ? "svix" : "webhook";
      const id = headers.need(`${family}-id`);
      const timestamp = headers.seconds(`${family}-timestamp`);
      const signatures = signaturesOf(headers.need(`${family}-signature`));
      if (signatures.length === 0) throw malformed(`${family}-signature`, "holds no signature of version v1 or v1a");
      // The text of the header, since that is what was signed.
      const prefix = `${id}.${headers.need(`${family}-timestamp`)}.`;
      return { id, timestamp, signatures, content: (body) => signedContent(prefix, body) };
    },
    async write({ id, timestamp, body, sign, paired }) {
      const value = await sign(signedContent(`${id}.${timestamp}.`, body), paired ? "Ed25519" : "SHA-256");
      return {
        "webhook-id": id,
        "webhook-timestamp": String(timestamp),
        "webhook-signature": `${paired ? "v1a" : "v1"},${encodeBytes(value, "base64")}`,
      };
    },
  };
}

/** `v1,… v1a,…`: what is of another version, or no base64, is passed over, as the standard asks. */
function signaturesOf(text: string): ClaimedSignature[] {
  return text
    .split(" ")
    .slice(0, MOST_SIGNATURES)
    .flatMap((one) => {
      const [version = "", value = ""] = one.split(",");
      const algorithm = ALGORITHMS.get(version);
      const bytes = algorithm && decodeBytes(value, "base64");
      return algorithm && bytes ? [{ algorithm, value: bytes }] : [];
    });
}
