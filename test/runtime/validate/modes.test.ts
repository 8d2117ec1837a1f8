import { expect, describe, test } from "vitest";
import * as z from "zod";
import {
  ConfigError,
  NotFoundError,
  ValidationError,
  type ClientOptions,
  type DriftEvent,
  type PagedOperation,
  type StreamOperation,
} from "@sdkwright/runtime";
import { driftOf, getOf, operationOf, play } from "./things.js";

const pet = z.looseObject({ id: z.int(), name: z.string() });
const WRONG = { id: "1", name: "Rex" };

describe("answers", () => {
  test.each<[string, { client?: ClientOptions["validate"]; call?: ClientOptions["validate"]; want: string }]>([
    ["are reported on where the SDK has schemas", { want: "report" }],
    ["are left alone when asked to", { client: "off", want: "off" }],
    ["are refused when asked to", { client: "strict", want: "strict" }],
    ["a call decides for itself", { client: "strict", call: "off", want: "off" }],
    ["as an object", { client: { responses: "strict" }, want: "strict" }],
    [
      "a call that speaks of requests only leaves them as they are",
      { client: "off", call: { requests: "strict" }, want: "off" },
    ],
    [
      "a client that speaks of requests only leaves them as they are",
      { client: { requests: "strict" }, want: "report" },
    ],
  ])("%s", async (_title, { client: validate, call, want }) => {
    const { client } = play([{ body: WRONG }], { validate });
    const result = await client.call(getOf(pet), {}, { validate: call }).safe();
    expect(result.ok ? result.data : result.error).toEqual(want === "strict" ? expect.any(ValidationError) : WRONG);
    expect(client.stats().drift.entries).toHaveLength(want === "off" ? 0 : 1);
  });

  test("a strict error says where, and what to do", async () => {
    const { client } = play([{ body: [WRONG, { id: 2 }] }], { validate: "strict" });
    const { error } = await client.call(getOf(z.array(pet)), {}).safe();
    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({
      operationId: "things.get",
      status: 200,
      sent: "yes",
      attempts: [{ status: 200 }],
      issues: [
        { path: "/0/id", message: "string instead of number" },
        { path: "/1/name", message: "a required field is missing" },
      ],
    });
    expect(error!.message).toBe(
      "things.get: GET https://api.example.com/v1/things answered 200 with a body that differs from the document at /0/id: " +
        'string instead of number (and 1 more); correct the document (an overlay), or set validate: "report"',
    );
    expect(client.stats()).toMatchObject({ failures: 1, drift: { checked: 1, drifted: 1 } });
  });

  test("new fields are no reason to refuse", async () => {
    const { client } = play([{ body: { id: 1, name: "a", x: 1 } }], { validate: "strict" });
    expect(await client.call(getOf(pet), {})).toEqual({ id: 1, name: "a", x: 1 });
    expect(driftOf(client)).toMatchObject([{ kind: "new-field", path: "/x" }]);
  });

  test("each page of a listing", async () => {
    const list: PagedOperation<{ page?: number }, unknown, unknown> = {
      ...getOf(z.array(pet)),
      params: { page: { in: "query" } },
      paging: { style: "page", page: "page", items: "" },
    };
    const { client } = play([{ body: [{ id: 1, name: "a" }] }, { body: [{ id: 2, name: null }] }, { body: [] }]);
    expect(await client.call(list, {}).all()).toHaveLength(2);
    expect(driftOf(client)).toMatchObject([{ kind: "changed-type", path: "/*/name", count: 1 }]);
    expect(client.stats().drift.checked).toBe(3);
  });

  const stream = (format: "sse" | "jsonl", type: string): StreamOperation<object, unknown> => ({
    ...operationOf({ answers: { "200": { [type]: pet } } }),
    answers: { "200": format },
    stream: { format },
  });
  const events = [{ id: 1, name: "a" }, WRONG];

  test.each([
    [
      "of server-sent events",
      stream("sse", "text/event-stream"),
      events.map((one) => `data: ${JSON.stringify(one)}\n\n`),
    ],
    ["of JSON lines", stream("jsonl", "application/jsonl"), events.map((one) => JSON.stringify(one))],
  ])("each event of a stream %s", async (_title, operation, lines) => {
    const type = operation.stream!.format === "sse" ? "text/event-stream" : "application/jsonl";
    const body = lines.join(type === "application/jsonl" ? "\n" : "");
    const { client } = play([{ type, body }]);
    const seen = [];
    for await (const event of client.call(operation, {})) seen.push(event);
    expect(seen).toEqual(events);
    expect(driftOf(client)).toMatchObject([{ kind: "changed-type", path: "/id", count: 1 }]);
    expect(client.stats().drift.checked).toBe(2);

    const strict = play([{ type, body }], { validate: "strict" }).client.call(operation, {});
    await expect(
      (async () => {
        for await (const _ of strict);
      })(),
    ).rejects.toBeInstanceOf(ValidationError);
  });

  test("a stream of whole events", async () => {
    const schema = z.looseObject({ event: z.enum(["made"]), data: z.string() });
    const operation: StreamOperation<object, unknown> = {
      ...operationOf({ answers: { "200": { "text/event-stream": schema } } }),
      answers: { "200": "sse" },
      stream: { format: "sse", envelope: true },
    };
    const { client } = play([{ type: "text/event-stream", body: "event: gone\ndata: {}\n\n" }]);
    for await (const event of client.call(operation, {})) expect(event).toEqual({ event: "gone", data: "{}" });
    expect(driftOf(client)).toMatchObject([
      { kind: "unknown-enum-value", path: "/event", seen: { type: "string", enum: ["gone"] } },
    ]);
  });

  test("of another media type are none that a schema is for", async () => {
    const operation = operationOf(
      { answers: { "200": { "application/json": pet } } },
      { answers: { "200": { "application/json": "json", "text/csv": "text" } } },
    );
    const { client } = play([{ type: "text/csv", body: "id,name" }], { validate: "strict" });
    expect(await client.call(operation, {})).toBe("id,name");
    expect(client.stats().drift.checked).toBe(0);
  });

  test("that are text are judged as text", async () => {
    const operation = operationOf(
      { answers: { "200": { "text/plain": z.enum(["up", "down"]) } } },
      { answers: { "200": { "text/plain": "text" } } },
    );
    const { client } = play([{ type: "text/plain", body: "sideways" }]);
    expect(await client.call(operation, {})).toBe("sideways");
    expect(driftOf(client)).toMatchObject([{ kind: "unknown-enum-value", path: "" }]);
  });

  test("as they are on the wire: before dates, with 64-bit integers as bigints", async () => {
    const schema = z.looseObject({ at: z.string(), big: z.union([z.int(), z.bigint()]), other: z.number() });
    const operation = { ...getOf(schema), decode: { "200": { p: { at: "date-time", big: "bigint" } as const } } };
    const body = '{"at":"2020-01-01T00:00:00Z","big":9007199254740993,"other":12345678901234567890}';
    const { client } = play([{ body }], { validate: "strict" }, { int64: "bigint" });
    const at = new Date("2020-01-01T00:00:00Z");
    expect(await client.call(operation, {})).toEqual({ at, big: 9007199254740993n, other: 12345678901234567e3 });
    expect(driftOf(client)).toEqual([]);
  });
});

describe("failures", () => {
  const operation = operationOf({
    answers: {
      "4XX": { "application/json": z.looseObject({ message: z.string() }) },
      default: { "application/json": pet },
    },
  });

  test("keep their class and status, and are reported on", async () => {
    const { client } = play([{ status: 404, body: { message: 1, code: "gone" } }]);
    await expect(client.call(operation, {})).rejects.toBeInstanceOf(NotFoundError);
    expect(client.stats().drift.entries).toMatchObject([
      { status: "4XX", kind: "changed-type", path: "/message" },
      { status: "4XX", kind: "new-field", path: "/code" },
    ]);
  });

  test("say under strict that their body is not what its type says", async () => {
    const { client } = play([{ status: 404, body: { message: 1 } }], { validate: "strict" });
    const { error } = await client.call(operation, {}).safe();
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error!.cause).toBeInstanceOf(ValidationError);
    expect(error!.cause).toMatchObject({ issues: [{ path: "/message", message: "integer instead of string" }] });
  });

  test("a success that says it failed is its failure first", async () => {
    const flagged = { ...getOf(pet), failure: { pointer: "/ok", equals: [false] } };
    const { client } = play([{ body: { ok: false, message: "no" } }], { validate: "strict" });
    await expect(client.call(flagged, {})).rejects.toMatchObject({ code: "API", status: 200 });
  });
});

describe("what cannot be checked", () => {
  const broken = { ...getOf(pet), schemas: [() => Promise.reject(new Error("no such file")), "of"] as const };

  test("is said once and harms nobody in report", async () => {
    const lines: string[] = [];
    const write = (message: string): void => void lines.push(message);
    const logger = { debug: () => {}, info: () => {}, warn: write, error: write };
    const { client } = play([{ body: WRONG }], { logger });
    expect(await client.call(broken, {})).toEqual(WRONG);
    expect(await client.call(broken, {})).toEqual(WRONG);
    expect(lines).toEqual(["things.get: the schemas that answers are checked against cannot be loaded: no such file"]);
    expect(client.stats().drift).toMatchObject({ checked: 0, unchecked: 2 });
  });

  test("is an error in strict", async () => {
    const { client, sent } = play([{ body: WRONG }]);
    await expect(client.call(broken, {}, { validate: "strict" })).rejects.toBeInstanceOf(ConfigError);
    expect(sent).toHaveLength(1);
    await expect(client.call(broken, {}, { validate: { requests: "strict" } })).rejects.toBeInstanceOf(ConfigError);
    expect(sent).toHaveLength(1);
  });

  test("a schema that throws has judged nothing", async () => {
    const schema = {
      safeParse: () => {
        throw new Error("broken");
      },
    };
    const { client } = play([{ body: WRONG }]);
    expect(await client.call(getOf(schema), {})).toEqual(WRONG);
    expect(client.stats().drift).toMatchObject({ checked: 0, unchecked: 1 });
    await expect(client.call(getOf(schema), {}, { validate: "strict" })).rejects.toThrow("cannot judge");
  });

  test.each([[{ validate: "strickt" }], [{ validate: { responses: true } }], [{ validate: { requests: "report" } }]])(
    "%j is no option",
    (options) => {
      expect(() => play([], options as never)).toThrow(ConfigError);
    },
  );

  test.each<[string, { own: object; validate: ClientOptions["validate"]; fails: boolean }]>([
    ["an error in an SDK without schemas", { own: { schemas: undefined }, validate: "strict", fails: true }],
    ["an error for requests too", { own: { schemas: undefined }, validate: { requests: "strict" }, fails: true }],
    [
      "nothing where the SDK has schemas, and this operation nothing to check",
      { own: {}, validate: "strict", fails: false },
    ],
    ["nothing when nothing is asked for", { own: { schemas: undefined }, validate: "off", fails: false }],
  ])("to ask for checks is %s", async (_title, { own, validate, fails }) => {
    const { client, sent } = play([{ body: 1 }], { validate }, own);
    const result = await client.call({ id: "plain", method: "GET", path: "/plain" }, {}).safe();
    expect(result.ok ? result.data : result.error).toEqual(fails ? expect.any(ConfigError) : 1);
    expect(sent).toHaveLength(fails ? 0 : 1);
  });
});

describe("hooks", () => {
  test("are told of each difference of each answer, and the logger of what is new", async () => {
    const events: DriftEvent[] = [];
    const lines: string[] = [];
    const logger = { debug: () => {}, info: () => {}, warn: (line: string) => void lines.push(line), error: () => {} };
    const { client } = play([{ body: WRONG }, { body: WRONG }, { body: { id: null, name: "a" } }], {
      onDrift: (event) => void events.push(event),
      logger,
    });
    for (let call = 0; call < 3; call += 1) await client.call(getOf(pet), {});
    expect(events.map(({ count, isNew, seen }) => ({ count, isNew, type: seen.type }))).toEqual([
      { count: 1, isNew: true, type: "string" },
      { count: 2, isNew: false, type: "string" },
      { count: 3, isNew: true, type: ["null", "string"] },
    ]);
    expect(lines).toEqual([
      "things.get: its 200 answer differs from the document at /id: string instead of number",
      "things.get: its 200 answer differs from the document at /id: null instead of number",
    ]);
  });

  test("that fail break nothing", async () => {
    const { client } = play([{ body: WRONG }], { onDrift: () => Promise.reject(new Error("hook")) });
    expect(await client.call(getOf(pet), {})).toEqual(WRONG);
  });
});
