import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { signWebhook, standardWebhooks, WebhookVerificationError } from "@sdkwright/runtime/webhooks";
import { webhooks } from "../generated/pet-store/webhooks.js";

// The secret that the sender shows for this endpoint.
const secret = process.env["PET_STORE_WEBHOOK_SECRET"] ?? "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

const server = createServer(async (request, response) => {
  try {
    const event = await webhooks.fromNode(request, { secret });
    switch (event.name) {
      case "petAdopted":
        console.log(`${event.body.pet.name} was adopted`);
        break;
      case "orderChanged":
        console.log(`${event.body.type}: ${event.body.order}`);
        break;
      default:
        console.log(`${event.type} is new to us`);
    }
    response.writeHead(204).end();
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    console.log(`refused: ${error.reason}`);
    response.writeHead(400).end(error.reason);
  }
});
await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

// What follows plays the sender: three events, and one that somebody changed on the way.
const send = async (event: object, changed = event): Promise<void> => {
  const headers = await signWebhook(standardWebhooks(), JSON.stringify(event), { secret });
  await fetch(endpoint, { method: "POST", body: JSON.stringify(changed), headers });
};
await send({ type: "pet.adopted", pet: { kind: "cat", name: "Mimi" } });
await send({ type: "order.paid", order: "0f5c8a6e-5d2b-4f2e-9a57-0d8f2a8f4c11", at: "2026-01-02T03:04:05Z" });
await send({ type: "pet.returned" });
await send({ type: "order.paid", order: "mine" }, { type: "order.paid", order: "yours" });
server.close();
server.closeAllConnections();
