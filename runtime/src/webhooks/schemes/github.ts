import { decodeBytes, encodeBytes, signedContent, utf8 } from "../encoding.js";
import { malformed } from "../headers.js";
import type { WebhookScheme } from "../scheme.js";

const HEADER = "X-Hub-Signature-256";

/**
 * GitHub's: `X-Hub-Signature-256: sha256=…`, HMAC-SHA-256 of the body alone. It signs neither a time nor the delivery's
 * id, so an old delivery can be sent again by whoever saw it: give `seen` where that would do harm.
 *
 * @see https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
 */
export function github(): WebhookScheme {
  return {
    name: "github",
    key: (secret) => ({ kind: "hmac", bytes: utf8(secret) }),
    read(headers) {
      const [, hex = ""] = /^sha256=(.*)$/.exec(headers.need(HEADER)) ?? [];
      const value = decodeBytes(hex, "hex");
      if (!value) throw malformed(HEADER, "is not `sha256=` and a digest");
      return {
        id: headers.get("X-GitHub-Delivery"),
        signatures: [{ algorithm: "SHA-256", value }],
        content: (body) => signedContent("", body),
      };
    },
    async write({ id, body, sign }) {
      const value = await sign(signedContent("", body), "SHA-256");
      return { "X-GitHub-Delivery": id, [HEADER]: `sha256=${encodeBytes(value, "hex")}` };
    },
  };
}
