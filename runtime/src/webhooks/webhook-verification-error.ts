import { SdkError, type ErrorDetails } from "../errors/sdk-error.js";

/**
 * Why a delivery was refused.
 *
 * - `header-missing`, `header-malformed`: what the signature needs is not in the headers;
 * - `too-old`, `too-new`: it was signed outside the tolerance around now;
 * - `signature-mismatch`: no signature fits the body under any of the secrets;
 * - `body-parsed`, `body-consumed`: the bytes that were signed are gone, so nothing can be verified;
 * - `body-too-large`: it is larger than `maxBytes`;
 * - `body-malformed`: it was signed by the sender, but is no JSON;
 * - `body-invalid`: it differs from the document, under `validate: "strict"`;
 * - `replayed`: the same signed message came before;
 * - `another-event`: it is not the event that the option `event` names.
 */
export type WebhookRefusal =
  | "header-missing"
  | "header-malformed"
  | "too-old"
  | "too-new"
  | "signature-mismatch"
  | "body-parsed"
  | "body-consumed"
  | "body-too-large"
  | "body-malformed"
  | "body-invalid"
  | "replayed"
  | "another-event";

/**
 * A delivery that must not be trusted. Answer it with status 400 and do nothing else. Neither its message nor its
 * properties hold a secret, a signature or the body.
 *
 * @example
 * try {
 *   const event = await webhooks.fromRequest(request, { secret });
 * } catch (error) {
 *   if (error instanceof WebhookVerificationError) return new Response(error.reason, { status: 400 });
 *   throw error;
 * }
 */
export class WebhookVerificationError extends SdkError {
  static override readonly brand: string = "WebhookVerificationError";
  override readonly code: string = "WEBHOOK_VERIFICATION";
  readonly reason: WebhookRefusal;

  constructor(message: string, details: ErrorDetails & { readonly reason: WebhookRefusal }) {
    super(message, details);
    this.reason = details.reason;
  }
}

export function refusal(reason: WebhookRefusal, message: string, cause?: unknown): WebhookVerificationError {
  return new WebhookVerificationError(message, { reason, cause });
}
