import { expect } from "vitest";
import { WebhookVerificationError, type WebhookRefusal } from "../../../runtime/src/webhooks/index.js";

/** Why a delivery is refused; undefined when it is not. */
export async function refusalOf(verifying: Promise<unknown>): Promise<WebhookRefusal | undefined> {
  try {
    await verifying;
    return undefined;
  } catch (error) {
    expect(error).toBeInstanceOf(WebhookVerificationError);
    return (error as WebhookVerificationError).reason;
  }
}
