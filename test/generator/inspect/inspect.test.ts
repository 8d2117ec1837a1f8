import { expect, test } from "vitest";
import { inspectHtml, inspectJson, inspectText } from "../../../generator/src/inspect/index.js";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { documentOf, found, LIMIT, LIST, object, operation, TEXT } from "../detect/support.js";

const EVIL = `<script>alert("x")</script><img src="https://evil.example/p.png" onerror=alert(1)>`;
const cursor = { type: "string", description: "Cursor for the next page, as returned by the previous response." };

function shop(title: string, words: JsonObject = {}): JsonObject {
  const orders = operation({
    words,
    query: { cursor, limit: LIMIT },
    answer: object({ data: LIST, next_cursor: TEXT }),
  });
  return documentOf(
    {
      "/orders": { get: { ...orders, tags: ["orders"] } },
      "/health": { get: operation({ answer: object({ ok: TEXT }) }) },
    },
    {
      info: { title, version: "1.2" },
      components: { securitySchemes: { key: { type: "apiKey", in: "header", name: "X-Key", description: title } } },
      security: [{ key: [] }],
    },
  );
}

test("the text is a table of what was found", async () => {
  const text = inspectText(await found(shop("Shop")));
  const lines = text.split("\n");
  expect(lines[0]).toMatch(/^Shop 1\.2: OpenAPI 3\.1\.0, 2 operations, .*1 pager$/);
  expect(lines).toContain("  key: API key in header X-Key");
  expect(lines).toContain("  accepted: key");
  expect(lines.find((line) => line.startsWith("RESOURCE"))).toMatch(
    /^RESOURCE +METHOD +OPERATION +PAGING AND MORE +SURE$/,
  );
  expect(lines.find((line) => line.includes("GET /orders"))).toMatch(
    /GET \/orders +cursor by .*cursor.*; items at \/data +[01]\.\d\d$/,
  );
  expect(lines.find((line) => line.includes("GET /health"))).toMatch(/GET \/health +-$/);
});

test("control characters of a document do not reach the terminal", async () => {
  const text = inspectText(await found(shop("Shop\u001b[2J\u0007")));
  expect(text.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
  expect(text).toContain("Shop");
});

test("the JSON has every operation, with null where it does not page, and the credentials", async () => {
  const json = JSON.parse(JSON.stringify(inspectJson(await found(shop("Shop"))))) as ReturnType<typeof inspectJson>;
  expect(json.operations.map(({ key, paging }) => [key, paging?.style ?? paging])).toEqual([
    ["GET /health", null],
    ["GET /orders", "cursor"],
  ]);
  expect(json.operations[1]?.paging).toMatchObject({
    request: { cursor: "cursor", size: "limit" },
    response: { items: "/data", nextCursor: "/next_cursor" },
  });
  expect(json.operations[1]?.paging?.evidence).not.toEqual([]);
  expect(json.auth).toMatchObject({
    accept: [["key"]],
    schemes: { key: { type: "apiKey", in: "header", name: "X-Key" } },
    anonymous: false,
  });
});

test("text of a document is text on the page", async () => {
  const known = await found(shop(EVIL, { summary: EVIL, description: EVIL, operationId: EVIL }));
  const html = inspectHtml(known);
  expect(html).not.toContain("<script>alert");
  expect(html).not.toContain("<img");
  expect(html).toContain("&lt;script&gt;alert");
});

test("the page loads nothing and its policy allows nothing else", async () => {
  const html = inspectHtml(await found(shop("Shop")));
  expect(html).toMatch(/Content-Security-Policy" content="default-src (?:'|&#x27;|&#39;)none/);
  expect(html).not.toMatch(/<(?:link|img|iframe|object|embed|base|form)\b|<script[^>]+src|@import|url\(/i);
  expect(html).not.toMatch(/(?:src|href|action)\s*=\s*["']?(?:https?:)?\/\//i);
});

test("the page shows the line that overrides a decision", async () => {
  const html = inspectHtml(await found(shop("Shop")));
  expect(html).toContain("GET /orders");
  expect(html).toMatch(/style: &quot;cursor&quot;/);
  expect(html).toMatch(/&quot;GET \/orders&quot;: false/);
});

test("webhooks: how they are signed and told apart, and what is left to the caller", async () => {
  const event = (type: string): JsonObject => ({
    post: {
      parameters: [{ name: "Stripe-Signature", in: "header", schema: TEXT }],
      requestBody: { content: { "application/json": { schema: object({ type: { const: type } }) } } },
      responses: { 204: { description: "" } },
    },
  });
  const webhooks = { paid: event("paid"), gone: event("gone"), left: event("gone") };
  const known = await found(documentOf({}, { webhooks }));
  const lines = [
    "3 events",
    "signed as stripe in Stripe-Signature",
    "told apart by /type",
    "not told apart, so that calls take `event`: gone, left",
  ];
  expect(inspectText(known)).toContain(`Webhooks\n  ${lines.join("\n  ")}\n`);
  const page = inspectHtml(known);
  for (const line of ["signed as stripe in Stripe-Signature", "told apart by /type"]) expect(page).toContain(line);
  expect(inspectJson(known).deliveries?.marks).toEqual([
    { name: "gone", marks: null },
    { name: "left", marks: null },
    { name: "paid", marks: ["paid"] },
  ]);
});
