import { decodeBytes, encodeBytes, signedContent, utf8 } from "../encoding.js";
import { malformed, secondsOf } from "../headers.js";
import type { ClaimedSignature, WebhookScheme } from "../scheme.js";

const HEADER = "Stripe-Signature";
const MOST_PARTS = 32;

/**
 * Stripe's: `Stripe-Signature: t=…,v1=…`, HMAC-SHA-256 of the time and the body. The secret is that of the endpoint,
 * `whsec_…`.
 *
 * @see https://docs.stripe.com/webhooks/signature
 */
export function stripe(): WebhookScheme {
  return {
    name: "stripe",
    key: (secret) => ({ kind: "hmac", bytes: utf8(secret) }),
    read(headers) {
      const parts = headers
        .need(HEADER)
        .split(",", MOST_PARTS)
        .map((part) => part.trim().split("=", 2));
      const time = parts.find(([name]) => name === "t")?.[1];
      if (time === undefined) throw malformed(HEADER, "holds no time `t`");
      const timestamp = secondsOf(time, HEADER);
      const signatures = parts.flatMap(([name, value = ""]): ClaimedSignature[] => {
        const bytes = name === "v1" ? decodeBytes(value, "hex") : undefined;
        return bytes ? [{ algorithm: "SHA-256", value: bytes }] : [];
      });
      if (signatures.length === 0) throw malformed(HEADER, "holds no signature of version `v1`");
      return { timestamp, signatures, content: (body) => signedContent(`${time}.`, body) };
    },
    async write({ timestamp, body, sign }) {
      const value = await sign(signedContent(`${timestamp}.`, body), "SHA-256");
      return { [HEADER]: `t=${timestamp},v1=${encodeBytes(value, "hex")}` };
    },
  };
}
