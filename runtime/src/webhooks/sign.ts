import { type RawBody, rawBytes } from "./raw-body.js";
import type { WebhookScheme } from "./scheme.js";
import { keysOf, signWith, type WebhookSecret } from "./signature.js";

/** How a message is signed. */
export interface SignOptions {
  /** Of several, the first signs. */
  readonly secret: WebhookSecret;
  /** Default: a random one. */
  readonly id?: string;
  /** Default: now. */
  readonly timestamp?: Date;
}

/**
 * Headers as the sender would write them: for tests of your own endpoints.
 *
 * @throws ConfigError - The secret is missing, or none of this scheme.
 * @example
 * import { github, signWebhook } from "@sdkwright/runtime/webhooks";
 *
 * const body = JSON.stringify({ action: "opened" });
 * const headers = await signWebhook(github(), body, { secret });
 * await fetch(endpoint, { method: "POST", body, headers: { ...headers, "X-GitHub-Event": "issues" } });
 */
export async function signWebhook(
  scheme: WebhookScheme,
  body: RawBody,
  options: SignOptions,
): Promise<{ readonly [header: string]: string }> {
  const [key] = keysOf(options.secret, scheme);
  const { id = `msg_${crypto.randomUUID()}`, timestamp = new Date() } = options;
  return scheme.write({
    id,
    timestamp: Math.floor(timestamp.getTime() / 1000),
    body: rawBytes(body),
    paired: key!.kind !== "hmac",
    sign: (content, algorithm) => signWith(key!, algorithm, content),
  });
}
