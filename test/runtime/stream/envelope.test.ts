import { Client, type Codec, type StreamOperation, type ValueSchema } from "@sdkwright/runtime";
import { describe, expect, test } from "vitest";

/** The events of one stream whose events are described as a whole, with JSON in their data. */
async function events(text: string, decode: Codec, judge?: ValueSchema): Promise<unknown[]> {
  const operation: StreamOperation = {
    id: "watch",
    method: "GET",
    path: "/",
    answers: { 200: "sse" },
    stream: { format: "sse", envelope: true, data: { add: "json", "": "text" } },
    decode: { 200: decode },
    ...(judge && {
      schemas: [
        () => Promise.resolve({ watch: () => ({ answers: { 200: { "text/event-stream": judge } } }) }),
        "watch",
      ] as const,
    }),
  };
  const api = {
    contract: 1,
    name: "A",
    env: "A",
    servers: [{ url: "https://a.example" }],
    schemes: {},
    security: [],
    int64: "bigint",
  } as const;
  const headers = { "content-type": "text/event-stream" };
  const client = new Client(api, {
    ...(judge && { validate: "strict" }),
    fetch: () => Promise.resolve(new Response(text, { headers })),
  });
  const got: unknown[] = [];
  for await (const event of client.call(operation)) got.push(event);
  await client.close();
  return got;
}

const at = "2026-01-02T03:04:05.000Z";

describe("data of whole events", () => {
  test.each<[string, Codec]>([
    ["as an object", { p: { data: { p: { at: "date-time", id: "bigint" } } } }],
    ["in parts", { all: [{ p: { data: { p: { at: "date-time" } } } }, { p: { data: { p: { id: "bigint" } } } }] }],
    ["by reference", { ref: () => ({ p: { data: { p: { at: "date-time", id: "bigint" } } } }) }],
  ])("is converted as its place in the event says, %s", async (_, codec) => {
    const text = `event: add\ndata: {"at":"${at}","id":9007199254740993}\n\nevent: say\ndata: "${at}"\n\n`;
    expect(await events(text, codec)).toEqual([
      { event: "add", data: { at: new Date(at), id: 9007199254740993n } },
      { event: "say", data: `"${at}"` },
    ]);
  });

  test("is judged as it was sent", async () => {
    const judged = new Set<string>();
    const judge: ValueSchema = {
      safeParse: (value) => ({ success: judged.add(typeof (value as { data: { at: unknown } }).data.at).size > 0 }),
    };
    const text = `event: add\ndata: {"at":"${at}"}\n\n`;
    const got = await events(text, { p: { data: { p: { at: "date-time" } } } }, judge);
    expect(got).toEqual([{ event: "add", data: { at: new Date(at) } }]);
    expect([...judged]).toEqual(["string"]);
  });
});
