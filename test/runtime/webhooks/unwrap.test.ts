import * as z from "zod";
import { describe, expect, expectTypeOf, test } from "vitest";
import { ConfigError } from "../../../runtime/src/index.js";
import {
  createWebhooks,
  github,
  rememberInMemory,
  signWebhook,
  standardWebhooks,
  type KnownWebhook,
  type UnknownWebhook,
  type Webhooks,
} from "../../../runtime/src/webhooks/index.js";
import { refusalOf } from "./refusal.js";

const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

interface Paid {
  readonly type: "invoice.paid";
  readonly amount: number;
}
interface Closed {
  readonly type: "account.closed" | "account.left";
}
interface Events {
  invoice_paid: Paid;
  account_closed: Closed;
}

const webhooks: Webhooks<Events> = createWebhooks({
  scheme: standardWebhooks(),
  by: ["/type"],
  events: { account_closed: [["account.closed", "account.left"]], invoice_paid: ["invoice.paid"] },
});

const deliver = async (body: unknown, more: { readonly [header: string]: string } = {}) => {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return [text, { ...(await signWebhook(standardWebhooks(), text, { secret, id: "msg_1" })), ...more }] as const;
};

describe("events that their bodies tell", () => {
  test.each([
    [{ type: "invoice.paid", amount: 1 }, "invoice_paid", "invoice.paid"],
    [{ type: "account.left" }, "account_closed", "account.left"],
    [{ type: "account.new" }, undefined, "account.new"],
    [{ type: 1 }, undefined, "1"],
    [{ type: null }, undefined, undefined],
    [{}, undefined, undefined],
    [[], undefined, undefined],
    [null, undefined, undefined],
    ["7", undefined, undefined],
    ['{"__proto__":{"type":"invoice.paid"}}', undefined, undefined],
  ])("%j is %s", async (body, name, type) => {
    const event = await webhooks.unwrap(...(await deliver(body)), { secret });
    const text = typeof body === "string" ? body : JSON.stringify(body);
    expect(event).toEqual({ name, type, id: "msg_1", timestamp: expect.any(Date), body: JSON.parse(text) });
  });

  test("narrow by name; what the document does not know has none", async () => {
    const event = await webhooks.unwrap(...(await deliver({ type: "invoice.paid", amount: 5 })), { secret });
    expectTypeOf(event).toEqualTypeOf<
      KnownWebhook<"invoice_paid", Paid> | KnownWebhook<"account_closed", Closed> | UnknownWebhook
    >();
    switch (event.name) {
      case "invoice_paid":
        expectTypeOf(event.body).toEqualTypeOf<Paid>();
        expect(event.body.amount).toBe(5);
        break;
      case "account_closed":
        expectTypeOf(event.body.type).toEqualTypeOf<"account.closed" | "account.left">();
        break;
      case undefined:
        expectTypeOf(event.body).toEqualTypeOf<unknown>();
        break;
      default:
        expectTypeOf(event).toEqualTypeOf<never>();
    }
    expect.assertions(1);
  });

  test("one endpoint, one event: typed as such, and refused when it is another", async () => {
    const paid = await webhooks.unwrap(...(await deliver({ type: "invoice.paid", amount: 5 })), {
      secret,
      event: "invoice_paid",
    });
    expectTypeOf(paid).toEqualTypeOf<KnownWebhook<"invoice_paid", Paid>>();
    expect(paid.body.amount).toBe(5);
    for (const body of [{ type: "account.left" }, { type: "account.new" }])
      expect(await refusalOf(webhooks.unwrap(...(await deliver(body)), { secret, event: "invoice_paid" }))).toBe(
        "another-event",
      );
    const none = webhooks.unwrap(...(await deliver({})), { secret, event: "toString" as "invoice_paid" });
    await expect(none).rejects.toBeInstanceOf(ConfigError);
  });

  test("what is not verified is not read", async () => {
    const [body, headers] = await deliver("{no json");
    expect(await refusalOf(webhooks.unwrap("{other", headers, { secret }))).toBe("signature-mismatch");
    expect(await refusalOf(webhooks.unwrap(body, headers, { secret }))).toBe("body-malformed");
  });

  test("one that is refused after it was verified may come again", async () => {
    const seen = rememberInMemory();
    const [body, headers] = await deliver({ type: "account.left" });
    expect(await refusalOf(webhooks.unwrap(body, headers, { secret, seen, event: "invoice_paid" }))).toBe(
      "another-event",
    );
    expect(await refusalOf(webhooks.unwrap(body, headers, { secret, seen }))).toBeUndefined();
    expect(await refusalOf(webhooks.unwrap(body, headers, { secret, seen }))).toBe("replayed");
  });
});

describe("events that a header and the body tell", () => {
  const hub: Webhooks<{ opened: { action: "opened" }; closed: { action: "closed" }; push: object }> = createWebhooks({
    scheme: github(),
    by: ["header:X-GitHub-Event", "/action"],
    events: { closed: ["issues", "closed"], opened: ["issues", "opened"], push: ["push"] },
  });
  const run = async (event: string | undefined, body: object) => {
    const text = JSON.stringify(body);
    const headers = await signWebhook(github(), text, { secret, id: "1" });
    return hub.unwrap(text, { ...headers, ...(event !== undefined && { "x-github-event": event }) }, { secret });
  };

  test.each([
    ["issues", { action: "opened" }, "opened"],
    ["issues", { action: "closed" }, "closed"],
    ["push", { ref: "main" }, "push"],
    ["push", { action: "opened" }, "push"],
    ["issues", { action: "sung" }, undefined],
    ["issues", {}, undefined],
    ["stars", { action: "opened" }, undefined],
  ])("%s with %j is %s", async (type, body, name) => {
    expect(await run(type, body)).toMatchObject({ name, type, id: "1", timestamp: undefined });
  });

  test("without the header nothing is told", async () => {
    expect(await run(undefined, { action: "opened" })).toMatchObject({ name: undefined, type: undefined });
  });
});

describe("what the document leaves open", () => {
  const open: Webhooks<Events, "scheme" | "event"> = createWebhooks({
    by: [],
    events: { account_closed: null, invoice_paid: null },
  });

  test("the caller must say, and the compiler asks for it", async () => {
    const delivery = await deliver({ amount: 1 });
    const event = await open.unwrap(...delivery, { secret, scheme: standardWebhooks(), event: "invoice_paid" });
    expectTypeOf(event).toEqualTypeOf<KnownWebhook<"invoice_paid", Paid>>();
    expect(event).toMatchObject({ name: "invoice_paid", type: undefined });
    type Options = Parameters<typeof open.unwrap>[2];
    expectTypeOf<{ secret: string }>().not.toExtend<Options>();
    expectTypeOf<{ secret: string; event: "invoice_paid" }>().not.toExtend<Options>();
    expectTypeOf<{ secret: string; scheme: ReturnType<typeof github> }>().not.toExtend<Options>();
    const careless = open.unwrap as unknown as (...all: [...typeof delivery, object]) => Promise<unknown>;
    await expect(careless(...delivery, { secret })).rejects.toThrow(/does not say how its webhooks are signed/);
  });

  test("an API with one webhook needs nothing to tell it", async () => {
    const one: Webhooks<{ newPet: { id: number } }, "scheme"> = createWebhooks({ by: [], events: { newPet: [] } });
    const event = await one.unwrap(...(await deliver({ id: 7 })), { secret, scheme: standardWebhooks() });
    expect(event).toMatchObject({ name: "newPet", body: { id: 7 } });
  });
});

describe("bodies", () => {
  const bodyOf = async (text: string, type: string) =>
    (await webhooks.unwrap(...(await deliver(text, { "Content-Type": type })), { secret })).body;

  test.each([
    ["application/json; charset=utf-8", '{"a":1}', { a: 1 }],
    ["application/cloudevents+json", '{"a":1}', { a: 1 }],
    ["text/plain", '{"a":1}', { a: 1 }],
    ["text/plain", "hello", "hello"],
    ["application/xml", "<a/>", "<a/>"],
    ["application/x-www-form-urlencoded", "payload=%7B%22a%22%3A1%7D", { a: 1 }],
    ["application/x-www-form-urlencoded", "command=%2Fgo&text=", { command: "/go", text: "" }],
    ["application/x-www-form-urlencoded", "payload=text", { payload: "text" }],
  ])("%s %s", async (type, text, want) => {
    expect(await bodyOf(text, type)).toEqual(want);
  });

  test("are what their types say: dates, exact integers", async () => {
    const converting: Webhooks<{ paid: { at: Date; sum: bigint; count: number } }> = createWebhooks({
      scheme: standardWebhooks(),
      by: ["/type"],
      events: { paid: ["paid"] },
      decode: { paid: { p: { at: "date-time", sum: "bigint" } } },
    });
    const text = '{"type":"paid","at":"2026-01-02T03:04:05Z","sum":9007199254740993,"count":9007199254740993}';
    const event = await converting.unwrap(...(await deliver(text)), { secret, event: "paid" });
    expect(event.body).toEqual({
      type: "paid",
      at: new Date("2026-01-02T03:04:05Z"),
      sum: 9_007_199_254_740_993n,
      count: 9_007_199_254_740_992,
    });
    const other = await converting.unwrap(...(await deliver({ type: "other", at: "2026-01-02T03:04:05Z" })), {
      secret,
    });
    expect(other.body).toEqual({ type: "other", at: "2026-01-02T03:04:05Z" });
  });
});

describe("bodies that differ from the document", () => {
  const paid = z.looseObject({ type: z.literal("paid"), "a/b": z.array(z.object({ n: z.int() })) });
  const checking: Webhooks<{ paid: z.infer<typeof paid>; other: object }> = createWebhooks({
    scheme: standardWebhooks(),
    by: ["/type"],
    events: { other: ["other"], paid: ["paid"] },
    schemas: [async () => ({ webhooks: () => ({ paid }) }), "webhooks"],
  });
  const good = { type: "paid", "a/b": [{ n: 1 }], more: true };
  const bad = { type: "paid", "a/b": [{ n: "private" }] };
  const run = async (body: object, options: object = {}) => {
    const drift: unknown[] = [];
    const onDrift = (one: unknown): number => drift.push(one);
    const [raw, headers] = await deliver(body);
    const refused = await refusalOf(checking.unwrap(raw, headers, { secret, onDrift, ...options }));
    return { drift, refused };
  };

  test("are reported by default, and refused when strict", async () => {
    const drift = [{ event: "paid", issues: [{ path: "/a~1b/0/n", message: expect.stringContaining("expected") }] }];
    expect(await run(bad)).toEqual({ drift, refused: undefined });
    expect(await run(bad, { validate: "strict" })).toEqual({ drift, refused: "body-invalid" });
    expect(await run(bad, { validate: "off" })).toEqual({ drift: [], refused: undefined });
  });

  test("what fits, with new fields too, what has no schema, and what is unknown passes", async () => {
    for (const body of [good, { type: "other" }, { type: "new" }])
      expect(await run(body, { validate: "strict" })).toEqual({ drift: [], refused: undefined });
  });

  test("the refusal says where, and not what stood there", async () => {
    const strict = checking.unwrap(...(await deliver(bad)), { secret, validate: "strict" });
    await expect(strict).rejects.toThrow(/^The webhook "paid" differs from the document at \/a~1b\/0\/n: /);
    await expect(strict).rejects.not.toThrow("private");
  });

  test("without schemas it is a mistake in the program to ask", async () => {
    const asking = webhooks.unwrap(...(await deliver({ type: "invoice.paid" })), { secret, validate: "strict" });
    await expect(asking).rejects.toBeInstanceOf(ConfigError);
    expect(await refusalOf(webhooks.unwrap(...(await deliver({ type: "invoice.paid" })), { secret }))).toBeUndefined();
  });

  test("integers that are to be bigints are judged as they stand in the text", async () => {
    const sum = z.object({ type: z.literal("paid"), sum: z.union([z.int(), z.bigint()]) });
    const exact: Webhooks<{ paid: { sum: bigint } }> = createWebhooks({
      scheme: standardWebhooks(),
      by: ["/type"],
      events: { paid: ["paid"] },
      decode: { paid: { p: { sum: "bigint" } } },
      schemas: [async () => ({ webhooks: () => ({ paid: sum }) }), "webhooks"],
    });
    const text = '{"type":"paid","sum":9007199254740993}';
    const event = await exact.unwrap(...(await deliver(text)), { secret, validate: "strict", event: "paid" });
    expect(event.body.sum).toBe(9_007_199_254_740_993n);
  });
});

test("headers that a cloud function leaves out are missing headers", async () => {
  const none = null as unknown as Record<string, string>;
  expect(await refusalOf(webhooks.unwrap("{}", none, { secret }))).toBe("header-missing");
});
