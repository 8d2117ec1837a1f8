import { DeliveryHeaders, type WebhookHeaders } from "./headers.js";
import { type RawBody, rawBytes } from "./raw-body.js";
import { type SeenBefore, TTL_WITHOUT_TIME } from "./replay.js";
import type { WebhookClaim, WebhookScheme } from "./scheme.js";
import { fingerprintOf, keysOf, verifies, type WebhookSecret } from "./signature.js";
import { refusal } from "./webhook-verification-error.js";

/** How a delivery is verified. */
export interface VerifyOptions {
  /** The secret that the sender shows for this endpoint; several while one replaces another, and any may fit. */
  readonly secret: WebhookSecret;
  /** Seconds that the time of signing may be before or after now. Default 300. */
  readonly tolerance?: number;
  /** Refuses messages that came before: {@link rememberInMemory}, or a store of your own. Default none. */
  readonly seen?: SeenBefore;
  /** Clock, ms since 1970. Default `Date.now`. */
  readonly now?: () => number;
}

/** A delivery whose signature fits. */
export interface VerifiedWebhook {
  /** The sender's name of the message. Signed along only under Standard Webhooks, or where `hmac` says so. */
  readonly id: string | undefined;
  /** When it was signed. Undefined: the scheme signs no time. */
  readonly timestamp: Date | undefined;
}

const DEFAULT_TOLERANCE = 300;

/**
 * Verifies a delivery, whatever its events are. Comparisons take constant time.
 *
 * @throws WebhookVerificationError - It must not be trusted; `reason` says why.
 * @throws ConfigError - The secret is missing, or none of this scheme.
 * @example
 * await verifyWebhook(stripe(), await request.arrayBuffer(), request.headers, { secret });
 */
export async function verifyWebhook(
  scheme: WebhookScheme,
  rawBody: RawBody,
  headers: WebhookHeaders,
  options: VerifyOptions,
): Promise<VerifiedWebhook> {
  const { delivery, remember } = await verifyDelivery(scheme, rawBytes(rawBody), new DeliveryHeaders(headers), options);
  await remember();
  return delivery;
}

/** What was verified; `remember` refuses it where it came before, and is called once nothing else is wrong with it. */
export async function verifyDelivery(
  scheme: WebhookScheme,
  body: Uint8Array,
  headers: DeliveryHeaders,
  options: VerifyOptions,
): Promise<{ readonly delivery: VerifiedWebhook; readonly remember: () => Promise<void> }> {
  const keys = keysOf(options.secret, scheme);
  const claim = scheme.read(headers);
  const { tolerance = DEFAULT_TOLERANCE, now = Date.now, seen } = options;
  checkTime(claim, { tolerance, now: now() / 1000 });
  const content = claim.content(body);
  await checkSignatures(claim, keys, content);
  const { id, timestamp } = claim;
  return {
    delivery: { id, timestamp: timestamp === undefined ? undefined : new Date(1000 * timestamp) },
    async remember() {
      if (!seen) return;
      const ttl = timestamp === undefined ? TTL_WITHOUT_TIME : Math.ceil(2 * tolerance) + 1;
      // Of what was signed, not of the signature: that may be written in more than one way.
      if (await seen(`${scheme.name}:${await fingerprintOf(content)}`, ttl))
        throw refusal("replayed", "The webhook was received before: answer as if it were done");
    },
  };
}

function checkTime(
  { timestamp }: WebhookClaim,
  { tolerance, now }: { readonly tolerance: number; readonly now: number },
): void {
  if (timestamp === undefined || Math.abs(now - timestamp) <= tolerance) return;
  const [reason, when] = timestamp < now ? (["too-old", "before"] as const) : (["too-new", "after"] as const);
  throw refusal(
    reason,
    `The webhook was signed ${Math.round(Math.abs(now - timestamp))} s ${when} now, of which ${tolerance} s are tolerated: check this machine's clock, or raise \`tolerance\``,
  );
}

async function checkSignatures(
  { signatures }: WebhookClaim,
  keys: ReturnType<typeof keysOf>,
  content: Uint8Array<ArrayBuffer>,
): Promise<void> {
  for (const key of keys) for (const signature of signatures) if (await verifies(key, signature, content)) return;
  const which = keys.length === 1 ? "the secret" : `any of the ${keys.length} secrets`;
  throw refusal(
    "signature-mismatch",
    `No signature of the webhook fits its body under ${which}: check that the secret is this endpoint's, and that the body is passed byte for byte as it came`,
  );
}
