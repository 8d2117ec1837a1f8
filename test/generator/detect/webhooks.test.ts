import { describe, expect, test } from "vitest";
import type { ApiConfig } from "../../../generator/src/config/config.js";
import type { WebhookFacts } from "../../../generator/src/detect/facts.js";
import type { Json, JsonObject } from "../../../generator/src/load/document.js";
import { understand } from "../../../generator/src/pipeline.js";
import { TEXT } from "./support.js";

/** One webhook: the schema of its body, its headers, and what else its operation says. */
interface Hook {
  readonly body?: JsonObject;
  readonly headers?: { readonly [name: string]: JsonObject };
  readonly example?: Json;
  readonly words?: JsonObject;
}

async function factsOf(
  hooks: { readonly [name: string]: Hook },
  more: { readonly config?: Partial<ApiConfig>; readonly schemas?: JsonObject } = {},
): Promise<WebhookFacts | undefined> {
  const webhooks = Object.fromEntries(
    Object.entries(hooks).map(([name, { body = {}, headers = {}, example, words }]): [string, JsonObject] => [
      name,
      {
        post: {
          ...words,
          parameters: Object.entries(headers).map(([header, { example: shown, ...schema }]): JsonObject => ({
            name: header,
            in: "header",
            schema,
            ...(shown !== undefined && { example: shown }),
          })),
          requestBody: {
            content: { "application/json": { schema: body, ...(example !== undefined && { example }) } },
          },
          responses: { 204: { description: "" } },
        },
      },
    ]),
  );
  const info = { title: "T", version: "1" };
  const document: JsonObject = { openapi: "3.1.0", info, webhooks, components: { schemas: more.schemas ?? {} } };
  const { facts } = await understand({ input: document, output: "", ...more.config });
  return facts.deliveries;
}

const object = (properties: JsonObject, required: readonly string[] = Object.keys(properties)): JsonObject => ({
  type: "object",
  properties,
  required: [...required],
});
const is = (value: Json): JsonObject => ({ const: value });
const oneOf = (...values: readonly Json[]): JsonObject => ({ enum: [...values] });
const ref = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const marksOf = (facts: WebhookFacts | undefined) =>
  Object.fromEntries(facts!.marks.map((one) => [one.name, one.marks]));

interface Case {
  readonly hooks: { readonly [name: string]: Hook };
  readonly schemas?: JsonObject;
  readonly by: readonly string[];
  readonly marks: object;
}

describe("what tells events apart", () => {
  test.each<[string, Case]>([
    [
      "a constant in each body; what is the same in all is none",
      {
        hooks: {
          left: { body: object({ object: oneOf("event"), type: is("user.left"), state: is("x") }) },
          came: { body: object({ object: oneOf("event"), type: oneOf("user.came"), state: is("y") }) },
        },
        by: ["/type"],
        marks: { came: ["user.came"], left: ["user.left"] },
      },
    ],
    [
      "several values of one event; numbers",
      {
        hooks: { a: { body: object({ event: oneOf(1, 2) }) }, b: { body: object({ event: oneOf(3, null) }) } },
        by: ["/event"],
        marks: { a: [[1, 2]], b: [3] },
      },
    ],
    [
      "through references, allOf and oneOf",
      {
        schemas: {
          Base: object({ id: TEXT, kind: TEXT }),
          A: { allOf: [ref("Base"), object({ kind: is("a") })] },
          B: { oneOf: [object({ kind: is("b1") }), ref("B2")] },
          B2: object({ kind: is("b2") }),
        },
        hooks: { a: { body: ref("A") }, b: { body: ref("B") } },
        by: ["/kind"],
        marks: { a: ["a"], b: [["b1", "b2"]] },
      },
    ],
    [
      "one object further in",
      {
        hooks: {
          a: { body: object({ payload: object({ event_type: is("a"), id: TEXT }) }) },
          b: { body: object({ payload: object({ event_type: is("b"), id: TEXT }) }) },
        },
        by: ["/payload/event_type"],
        marks: { a: ["a"], b: ["b"] },
      },
    ],
    [
      "of an enum that all share, the value that is the webhook's own name, however it is written",
      {
        schemas: { Type: oneOf("order.created", "order-deleted", "ping") },
        hooks: {
          orderCreated: { body: object({ type: ref("Type") }) },
          "order-deleted": { body: object({ type: ref("Type") }) },
          test: { body: object({ type: ref("Type") }), words: { operationId: "ping" } },
        },
        by: ["/type"],
        marks: { orderCreated: ["order.created"], "order-deleted": ["order-deleted"], test: ["ping"] },
      },
    ],
    [
      "of such an enum, the value that an extension or the example says",
      {
        schemas: { Type: oneOf("crm.a.new", "crm.b.new") },
        hooks: {
          A: { body: object({ topic: ref("Type") }), words: { "x-event": "crm.a.new" } },
          B: { body: object({ topic: ref("Type") }), example: { topic: "crm.b.new" } },
        },
        by: ["/topic"],
        marks: { A: ["crm.a.new"], B: ["crm.b.new"] },
      },
    ],
    [
      "a header and a property together, as GitHub has it: headers shown by example",
      {
        hooks: {
          closed: {
            headers: { "X-Hub-Event": { ...TEXT, example: "issues" } },
            body: object({ action: is("closed") }),
          },
          opened: {
            headers: { "X-Hub-Event": { ...TEXT, example: "issues" } },
            body: object({ action: is("opened") }),
          },
          push: { headers: { "x-hub-event": { ...TEXT, example: "push" } }, body: object({ ref: TEXT }) },
          any: { headers: { "X-Hub-Event": { ...TEXT, example: "any" } }, body: object({ action: TEXT }) },
        },
        by: ["header:X-Hub-Event", "/action"],
        marks: { any: ["any"], closed: ["issues", "closed"], opened: ["issues", "opened"], push: ["push"] },
      },
    ],
    [
      "the body rather than a header, since signatures cover it",
      {
        hooks: {
          a: { headers: { "X-Event-Type": is("a") }, body: object({ event_type: is("a") }) },
          b: { headers: { "X-Event-Type": is("b") }, body: object({ event_type: is("b") }) },
        },
        by: ["/event_type"],
        marks: { a: ["a"], b: ["b"] },
      },
    ],
    [
      "a header alone, whose numbers are text",
      {
        hooks: { a: { headers: { "X-Topic": is(1) } }, b: { headers: { "X-Topic": is(2) } } },
        by: ["header:X-Topic"],
        marks: { a: ["1"], b: ["2"] },
      },
    ],
    [
      "references that go round, or lead to one schema in many ways",
      {
        schemas: {
          A: { anyOf: [ref("B")] },
          B: { anyOf: [ref("A"), object({ type: is("a") })] },
          ...Object.fromEntries(
            Array.from({ length: 60 }, (_, index) => [
              `D${index}`,
              index === 59 ? object({ type: is("d") }) : { anyOf: [ref(`D${index + 1}`), ref(`D${index + 1}`)] },
            ]),
          ),
        },
        hooks: { a: { body: ref("A") }, d: { body: ref("D0") } },
        by: ["/type"],
        marks: { a: ["a"], d: ["d"] },
      },
    ],
    [
      "more than a view of a schema would look at: all of a hundred alternatives",
      {
        hooks: {
          many: { body: { oneOf: Array.from({ length: 100 }, (_, index) => object({ type: is(`t${index}`) })) } },
          other: { body: object({ type: is("other") }) },
        },
        by: ["/type"],
        marks: { many: [Array.from({ length: 100 }, (_, index) => `t${index}`).toSorted()], other: ["other"] },
      },
    ],
  ])("%s", async (_, { hooks, schemas, by, marks }) => {
    const facts = await factsOf(hooks, { ...(schemas && { schemas }) });
    expect({ by: facts?.by, marks: marksOf(facts) }).toEqual({ by, marks });
    expect(facts?.evidence.length).toBe(by.length);
  });

  test.each<[string, Case]>([
    [
      "nothing is stated",
      { hooks: { a: {}, b: { body: object({ type: TEXT }) } }, by: [], marks: { a: null, b: null } },
    ],
    [
      "all may hold the same",
      {
        hooks: { a: { body: object({ type: oneOf("x", "y") }) }, b: { body: object({ type: oneOf("x", "y") }) } },
        by: [],
        marks: { a: null, b: null },
      },
    ],
    [
      "one of them may hold anything: it might be any, so none is told from it",
      {
        hooks: { a: { body: object({ type: is("a") }) }, b: { body: object({ type: TEXT }) } },
        by: [],
        marks: { a: null, b: null },
      },
    ],
    [
      "examples of a place that is there for something else",
      {
        hooks: {
          a: { body: object({ name: TEXT }), example: { name: "Ada" } },
          b: { body: object({ name: TEXT }), example: { name: "Bob" } },
        },
        by: [],
        marks: { a: null, b: null },
      },
    ],
    [
      "some are told, and those that share their values are not",
      {
        hooks: {
          a: { body: object({ type: is("a") }) },
          b: { body: object({ type: is("b") }) },
          c: { body: object({ type: is("b") }) },
          d: { body: object({ id: TEXT }) },
        },
        by: ["/type"],
        marks: { a: ["a"], b: null, c: null, d: null },
      },
    ],
  ])("is not guessed: %s", async (_, { hooks, schemas, by, marks }) => {
    const facts = await factsOf(hooks, { ...(schemas && { schemas }) });
    expect({ by: facts?.by, marks: marksOf(facts) }).toEqual({ by, marks });
  });

  test.each<[string, JsonObject, readonly string[], object]>([
    [
      "its type is stated: another is unknown",
      object({ type: oneOf("a", "b"), n: is("x") }),
      ["/type"],
      { w: [["a", "b"]] },
    ],
    ["its type may be left out", object({ type: is("a") }, []), [], { w: [] }],
    ["what is stated is no type", object({ status: is("a") }), [], { w: [] }],
  ])("the only webhook: %s", async (_, body, by, marks) => {
    const facts = await factsOf({ w: { body } });
    expect({ by: facts?.by, marks: marksOf(facts) }).toEqual({ by, marks });
  });

  test("does not depend on the order of the document", async () => {
    const hooks = {
      b: { headers: { "X-Topic": is("1"), "X-Event": is("1") }, body: object({ kind: is("1"), type: is("1") }) },
      a: { headers: { "X-Event": is("2"), "X-Topic": is("2") }, body: object({ type: is("2"), kind: is("2") }) },
    };
    const turned = Object.fromEntries(Object.entries(hooks).toReversed());
    expect(await factsOf(hooks)).toEqual(await factsOf(turned));
  });
});

describe("how they are signed", () => {
  const headers = (...names: string[]) => Object.fromEntries(names.map((name) => [name, TEXT]));
  test.each([
    [
      "Standard Webhooks",
      ["Webhook-Id", "Webhook-Timestamp", "Webhook-Signature"],
      "standard-webhooks",
      "Webhook-Signature",
    ],
    ["Svix", ["svix-id", "svix-timestamp", "svix-signature"], "standard-webhooks", "svix-signature"],
    ["Stripe", ["Stripe-Signature"], "stripe", "Stripe-Signature"],
    ["GitHub", ["X-Hub-Signature-256", "X-Hub-Signature"], "github", "X-Hub-Signature-256"],
    ["Slack", ["X-Slack-Signature", "X-Slack-Request-Timestamp"], "slack", "X-Slack-Signature"],
    ["a header of the vendor's own", ["X-Acme-Signature"], "hmac", "X-Acme-Signature"],
    ["an HMAC", ["X-Shop-Hmac-SHA256"], "hmac", "X-Shop-Hmac-SHA256"],
    ["a part of Standard Webhooks is none", ["webhook-signature"], "hmac", "webhook-signature"],
  ])("%s", async (_, names, style, header) => {
    const { signature } = (await factsOf({ w: { headers: headers(...names) } }))!;
    expect(signature).toMatchObject({ style, header, from: "detected" });
    expect(signature?.hmac).toBeUndefined();
    expect(signature?.evidence[0]?.at).toMatch(/^\/webhooks\/w\/post\/parameters\//);
  });

  test.each([
    ["none is declared", ["X-Request-Id"]],
    ["two schemes at once", ["Stripe-Signature", "X-Hub-Signature-256"]],
  ])("is not guessed: %s", async (_, names) => {
    expect((await factsOf({ w: { headers: headers(...names) } }))?.signature).toBeUndefined();
  });

  test("the configuration wins", async () => {
    const hooks = { w: { headers: headers("Stripe-Signature") } };
    const said = async (scheme: NonNullable<ApiConfig["webhooks"]>["scheme"] & {}) =>
      (await factsOf(hooks, { config: { webhooks: { scheme } } }))?.signature;
    expect(await said("standard-webhooks")).toMatchObject({ style: "standard-webhooks", from: "config" });
    const scheme = { header: "X-Sig", encoding: "base64" } as const;
    expect(await said(scheme)).toMatchObject({ style: "hmac", header: "X-Sig", hmac: scheme, from: "config" });
  });
});

test("without webhooks there are no facts, and a configuration of them is reported", async () => {
  const document: JsonObject = { openapi: "3.1.0", info: { title: "T", version: "1" }, paths: {} };
  const known = await understand({ input: document, output: "", webhooks: { scheme: "stripe" } });
  expect(known.facts.deliveries).toBeUndefined();
  expect(known.report.diagnostics.map((one) => one.code)).toContain("detect/no-webhooks");
});
