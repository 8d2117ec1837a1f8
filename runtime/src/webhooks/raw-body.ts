import { refusal, type WebhookVerificationError } from "./webhook-verification-error.js";

/** The body byte for byte as it came. A string must be the bytes read as UTF-8, and nothing else. */
export type RawBody = string | Uint8Array | ArrayBuffer;

const HOW =
  "pass the bytes as they came (Express: express.raw({ type: () => true }) on this route; Next.js and other fetch handlers: await request.arrayBuffer())";

/** @throws WebhookVerificationError - It was parsed, so that what was signed is gone. */
export function rawBytes(body: RawBody): Uint8Array<ArrayBuffer> {
  if (typeof body === "string") return new TextEncoder().encode(body);
  // Copied, so that whoever shares the memory cannot change it between check and use; told without `instanceof`, since
  // some test runners and sandboxes have classes of their own.
  if (ArrayBuffer.isView(body)) return Uint8Array.from(new Uint8Array(body.buffer, body.byteOffset, body.byteLength));
  if (Object.prototype.toString.call(body) === "[object ArrayBuffer]") return new Uint8Array(body.slice(0));
  throw parsedBody();
}

export function parsedBody(): WebhookVerificationError {
  return refusal(
    "body-parsed",
    `The body of the webhook was parsed already, and parsing loses what was signed: ${HOW}`,
  );
}

export function consumedBody(): WebhookVerificationError {
  return refusal(
    "body-consumed",
    `The body of the webhook was read already and is gone: verify before anything else reads it, or ${HOW}`,
  );
}

export function oversizedBody(maxBytes: number): WebhookVerificationError {
  return refusal(
    "body-too-large",
    `The body of the webhook is larger than ${maxBytes} bytes: raise \`maxBytes\` if the sender may send so much`,
  );
}
