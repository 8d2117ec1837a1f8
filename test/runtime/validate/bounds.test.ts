import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import type { DriftEvent } from "@sdkwright/runtime";
import { driftOf, getOf, play, TOKEN } from "./things.js";

const pet = z.looseObject({ id: z.int(), name: z.string() });

describe("bounds", () => {
  test("a huge answer is looked at in a sample of its items, and handed out whole", async () => {
    const pets = Array.from({ length: 50_000 }, (_, id) => ({ id, name: "a", isNew: true }));
    let judged = 0;
    const counting = z.looseObject({ id: z.int().refine(() => ++judged > 0), name: z.string() });
    const { client } = play([{ body: pets }]);
    expect(await client.call(getOf(z.array(counting).min(10_000)), {})).toHaveLength(50_000);
    expect(driftOf(client)).toMatchObject([{ kind: "new-field", path: "/*/isNew" }]);
    expect(judged).toBeGreaterThan(0);
    expect(judged).toBeLessThan(2_000);
  });

  test("strict looks at everything", async () => {
    const pets = Array.from({ length: 50_000 }, (_, id) => ({ id: id === 49_998 ? "x" : id, name: "a" }));
    const { client } = play([{ body: pets }], { validate: "strict" });
    await expect(client.call(getOf(z.array(pet)), {})).rejects.toMatchObject({ issues: [{ path: "/49998/id" }] });
  });

  test.each([
    ["nested too deep", `${'{"a":'.repeat(5_000)}1${"}".repeat(5_000)}`],
    [
      "a map of very many keys",
      JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, n) => [`k${n}`, n]))),
    ],
  ])("an answer that is %s is not looked at, and is counted", async (_title, body) => {
    const { client } = play([{ body }]);
    await client.call(getOf(z.record(z.string(), z.unknown())), {});
    expect(client.stats().drift).toMatchObject({ checked: 0, unchecked: 1, entries: [] });
  });

  test("nested so deep that a schema overflows is an error in strict, not a crash", async () => {
    const tree = z.looseObject({
      get a() {
        return z.optional(tree);
      },
    });
    const body = `${'{"a":'.repeat(50_000)}{}${"}".repeat(50_000)}`;
    const { client } = play([{ body }], { validate: "strict" });
    await expect(client.call(getOf(tree), {})).rejects.toThrow("cannot judge");
  });

  test("at most 100 differences of an answer and 1,000 of a client are kept", async () => {
    let round = 0;
    const fields = (): object => Object.fromEntries(Array.from({ length: 150 }, (_, n) => [`f${round}x${n}`, 1]));
    const events: DriftEvent[] = [];
    const { client } = play([{ body: {} }], {
      onDrift: (event) => void events.push(event),
      middleware: [
        async (request, next) => {
          const answer = await next(request);
          const text = JSON.stringify({ id: 1, name: "a", ...fields() });
          return { ...answer, body: { ...answer.body!, text: () => Promise.resolve(text) } };
        },
      ],
    });
    for (; round < 12; round += 1) await client.call(getOf(pet), {});
    const { drift } = client.stats();
    expect(drift).toMatchObject({ checked: 12, drifted: 12, dropped: 12 * 50 + 200 });
    expect(drift.entries).toHaveLength(1_000);
    expect(events).toHaveLength(1_000);
  });

  test("unions within unions end", async () => {
    let schema: z.ZodType = z.looseObject({ leaf: z.string() });
    let value: object = { leaf: 1, more: 1 };
    for (let depth = 0; depth < 10; depth += 1) {
      schema = z.looseObject({ in: z.union([schema, z.looseObject({ in: schema, b: z.string() })]) });
      value = { in: value };
    }
    const { client } = play([{ body: value }]);
    expect(await client.call(getOf(schema), {})).toEqual(value);
  });
});

describe("secrets", () => {
  test("the call's own credential is shown nowhere, whatever the server makes of it", async () => {
    const events: DriftEvent[] = [];
    const { client } = play([{ body: { id: TOKEN, name: "a", kind: TOKEN, [TOKEN]: 1, more: { [TOKEN]: TOKEN } } }], {
      onDrift: (event) => void events.push(event),
    });
    await client.call(getOf(pet.extend({ kind: z.enum(["a"]) })), {});
    expect(events.length).toBeGreaterThan(2);
    expect(JSON.stringify([events, client.stats()])).not.toContain(TOKEN);
  });

  test.each([
    ["state", "archived", true],
    ["state", "v2.1-beta", true],
    ["state", "AKIAIOSFODNN7EXAMPLE", false],
    ["state", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln", false],
    ["state", "ann@example.com", false],
    ["state", "4111111111111111", false],
    ["api_key", "archived", false],
    ["sessionToken", "archived", false],
  ])("%s: %s as an unknown enum value is told: %s", async (name, value, told) => {
    const { client } = play([{ body: { [name]: value } }]);
    await client.call(getOf(z.looseObject({ [name]: z.enum(["open", "closed"]) })), {});
    expect(driftOf(client)).toMatchObject([{ kind: "unknown-enum-value", path: `/${name}` }]);
    expect(JSON.stringify(driftOf(client)).includes(value)).toBe(told);
  });

  test("no value of an answer is told, whatever it is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.integer({ min: 10_000_000 }), async (text, number) => {
        const { client } = play([{ body: { id: text, name: number, a: text, b: [{ c: number }], [text]: text } }]);
        await client.call(getOf(pet), {});
        const told = JSON.stringify(client.stats().drift);
        expect(told).not.toContain(text);
        expect(told).not.toContain(String(number));
      }),
      { numRuns: 50 },
    );
  });
});

describe("report", () => {
  test("never throws and never changes what is handed out", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.jsonValue(),
        fc.constantFrom(pet, z.array(pet), z.union([pet, z.null()]), z.string()),
        async (body, schema) => {
          const text = JSON.stringify(body);
          const { client } = play([{ body: text }]);
          const data = await client.call(getOf(schema as z.ZodType), {});
          expect(JSON.stringify(data)).toBe(text);
          const { drift } = client.stats();
          // What does not fit is told, and what is told has a reason.
          if (!schema.safeParse(body).success) expect(drift.entries.length).toBeGreaterThan(0);
          expect(drift.checked).toBe(1);
        },
      ),
      { numRuns: 300 },
    );
  });
});
