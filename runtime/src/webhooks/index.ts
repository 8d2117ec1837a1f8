export type { CheckOptions, WebhookDrift } from "./checks.js";
export type { EventMark, EventMarks, WebhooksDefinition } from "./definition.js";
export type { Encoding } from "./encoding.js";
export type { KnownWebhook, ReceivedWebhook, UnknownWebhook } from "./event.js";
export type { FetchRequest } from "./fetch-request.js";
export type { DeliveryHeaders, WebhookHeaders } from "./headers.js";
export type { NodeRequest } from "./node-request.js";
export type { RawBody } from "./raw-body.js";
export { rememberInMemory, type SeenBefore } from "./replay.js";
export type {
  ClaimedSignature,
  OutgoingWebhook,
  SignatureAlgorithm,
  WebhookClaim,
  WebhookKey,
  WebhookScheme,
} from "./scheme.js";
export { github } from "./schemes/github.js";
export { hmac, type HmacOptions } from "./schemes/hmac.js";
export { slack } from "./schemes/slack.js";
export { standardWebhooks } from "./schemes/standard-webhooks.js";
export { stripe } from "./schemes/stripe.js";
export { signWebhook, type SignOptions } from "./sign.js";
export type { WebhookSecret } from "./signature.js";
export { verifyWebhook, type VerifiedWebhook, type VerifyOptions } from "./verify.js";
export { WebhookVerificationError, type WebhookRefusal } from "./webhook-verification-error.js";
export { createWebhooks, type UnwrapOptions, type WebhookNeed, type Webhooks } from "./webhooks.js";
