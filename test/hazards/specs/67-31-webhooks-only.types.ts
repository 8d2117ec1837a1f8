import type { Equal, Expect } from "./expect-type.js";
import type { NewPetEvent, WebhookEvent, WebhookEvents } from "./67-31-webhooks-only/index.js";

declare const event: WebhookEvent;
export const narrowed = event.name === "newPet" ? event.body.a : undefined;
export type Cases = [Expect<Equal<WebhookEvents["newPet"], NewPetEvent>>];
