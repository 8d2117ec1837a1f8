import { decodeBytes, encodeBytes, signedContent, utf8 } from "../encoding.js";
import { malformed } from "../headers.js";
import type { WebhookScheme } from "../scheme.js";

const HEADER = "X-Slack-Signature";
const TIME = "X-Slack-Request-Timestamp";

/**
 * Slack's: `X-Slack-Signature: v0=…` and `X-Slack-Request-Timestamp`, HMAC-SHA-256 of both the time and the body. The
 * secret is the app's signing secret.
 *
 * @see https://docs.slack.dev/authentication/verifying-requests-from-slack
 */
export function slack(): WebhookScheme {
  return {
    name: "slack",
    key: (secret) => ({ kind: "hmac", bytes: utf8(secret) }),
    read(headers) {
      const timestamp = headers.seconds(TIME);
      const [, hex = ""] = /^v0=(.*)$/.exec(headers.need(HEADER)) ?? [];
      const value = decodeBytes(hex, "hex");
      if (!value) throw malformed(HEADER, "is not `v0=` and a digest");
      const prefix = `v0:${headers.need(TIME)}:`;
      return {
        timestamp,
        signatures: [{ algorithm: "SHA-256", value }],
        content: (body) => signedContent(prefix, body),
      };
    },
    async write({ timestamp, body, sign }) {
      const value = await sign(signedContent(`v0:${timestamp}:`, body), "SHA-256");
      return { [TIME]: String(timestamp), [HEADER]: `v0=${encodeBytes(value, "hex")}` };
    },
  };
}
