import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  createWebhooks,
  signWebhook,
  stripe,
  WebhookVerificationError,
  type Webhooks,
} from "../../../runtime/src/webhooks/index.js";
import { refusalOf } from "./refusal.js";

const secret = "whsec_test";
const webhooks: Webhooks<{ paid: { type: "paid"; note?: string } }> = createWebhooks({
  scheme: stripe(),
  by: ["/type"],
  events: { paid: ["paid"] },
});

/** Formatted as no serialiser would, so that only the very bytes fit. */
const BODY = '{ "type" : "paid",\n  "note": "ü\\u00fc" }\r\n';

async function serve(handle: (request: IncomingMessage) => Promise<{ readonly name: unknown }>): Promise<string> {
  const server = createServer((request, response) => {
    handle(request).then(
      ({ name }) => response.writeHead(200).end(String(name)),
      (error: unknown) => {
        request.resume();
        response.writeHead(400).end(error instanceof WebhookVerificationError ? error.reason : String(error));
      },
    );
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const send = async (url: string, body: string, headers: { readonly [name: string]: string }) => {
  const response = await fetch(url, { method: "POST", body, headers });
  return `${response.status} ${await response.text()}`;
};

/** What a body parser leaves behind. */
async function parsed(request: IncomingMessage, parse: (bytes: Buffer) => unknown): Promise<IncomingMessage> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Object.assign(request, { body: parse(Buffer.concat(pieces)) });
}

describe("Node's http and Express", () => {
  test.each([
    ["the stream", (request: IncomingMessage) => Promise.resolve(request), "200 paid"],
    ["express.raw()", (request: IncomingMessage) => parsed(request, (bytes) => bytes), "200 paid"],
    ["express.text()", (request: IncomingMessage) => parsed(request, String), "200 paid"],
    [
      "express.json()",
      (request: IncomingMessage) => parsed(request, (bytes) => JSON.parse(String(bytes))),
      "400 body-parsed",
    ],
    [
      "a function of a cloud, which keeps the bytes beside what it parsed",
      async (request: IncomingMessage) => {
        let rawBody: Buffer | undefined;
        await parsed(request, (bytes) => {
          rawBody = bytes;
          return JSON.parse(String(bytes));
        });
        return Object.assign(request, { rawBody });
      },
      "200 paid",
    ],
    [
      "a stream that was read already",
      (request: IncomingMessage) => parsed(request, () => undefined),
      "400 body-consumed",
    ],
    [
      "a stream that hands out text",
      (request: IncomingMessage) => Promise.resolve(request.setEncoding("utf8")),
      "200 paid",
    ],
  ])("%s", async (_, before, want) => {
    const url = await serve(async (request) => webhooks.fromNode(await before(request), { secret }));
    expect(await send(url, BODY, await signWebhook(stripe(), BODY, { secret }))).toBe(want);
  });

  test("a large body in many pieces, and one that is too large", async () => {
    const large = JSON.stringify({ type: "paid", note: "x".repeat(1_000_000) });
    const url = await serve((request) => webhooks.fromNode(request, { secret, maxBytes: 1_000_100 }));
    expect(await send(url, large, await signWebhook(stripe(), large, { secret }))).toBe("200 paid");
    const strict = await serve((request) => webhooks.fromNode(request, { secret, maxBytes: 999 }));
    expect(await send(strict, large, await signWebhook(stripe(), large, { secret }))).toBe("400 body-too-large");
  });

  test("a body without a signature", async () => {
    const url = await serve((request) => webhooks.fromNode(request, { secret }));
    expect(await send(url, BODY, {})).toBe("400 header-missing");
    expect(await send(url, BODY, await signWebhook(stripe(), BODY, { secret: "other" }))).toBe(
      "400 signature-mismatch",
    );
  });
});

describe("a fetch Request", () => {
  const requestOf = async (body: string | null, given: RequestInit = {}) =>
    new Request("https://example.com/hook", {
      method: "POST",
      body,
      headers: await signWebhook(stripe(), body ?? "", { secret }),
      ...given,
    });

  test("its bytes and headers", async () => {
    expect(await webhooks.fromRequest(await requestOf(BODY), { secret })).toMatchObject({
      name: "paid",
      body: { type: "paid", note: "üü" },
    });
    const one = await webhooks.fromRequest(await requestOf(BODY), { secret, event: "paid" });
    expect(one.body.note).toBe("üü");
  });

  test("that was read already, or is too large, or has no body", async () => {
    const read = await requestOf(BODY);
    await read.json();
    expect(await refusalOf(webhooks.fromRequest(read, { secret }))).toBe("body-consumed");
    const locked = await requestOf(BODY);
    locked.body!.getReader();
    expect(await refusalOf(webhooks.fromRequest(locked, { secret }))).toBe("body-consumed");
    expect(await refusalOf(webhooks.fromRequest(await requestOf(BODY), { secret, maxBytes: 9 }))).toBe(
      "body-too-large",
    );
    expect(await refusalOf(webhooks.fromRequest(await requestOf(null), { secret }))).toBe("body-malformed");
  });
});
