import { createReadStream, openAsBlob } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { ConfigError, ValidationError, type BodySpec, type OperationDefinition } from "@sdkwright/runtime";
import { fileFromPath } from "@sdkwright/runtime/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { partsOf, type Recorded } from "../support/recording-server.js";
import { wire, type Wire } from "../support/wire.js";

let at: Wire;
let folder: string;
beforeAll(async () => {
  at = await wire();
  folder = await mkdtemp(join(tmpdir(), "bodies-"));
});
afterAll(async () => {
  await at[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

function operation(body: BodySpec | undefined, more: Partial<OperationDefinition> = {}): OperationDefinition {
  return { id: "op", method: "POST", path: "/p", ...(body && { body }), ...more };
}

/** Sends a body and gives what arrived. */
function sent(spec: BodySpec, body: unknown, params: object = {}): Promise<Recorded> {
  return at.send(operation(spec), { body, ...params });
}

const JSON_BODY: BodySpec = { "application/json": "json" };

describe("JSON", () => {
  it.each([
    ["zero", 0, "0"],
    ["false", false, "false"],
    ["an empty string", "", '""'],
    ["null", null, "null"],
    ["an empty array", [], "[]"],
    ["an empty object", {}, "{}"],
    ["a string", "x", '"x"'],
    ["unicode", { a: "żółć 🦊" }, '{"a":"żółć 🦊"}'],
    ["a Date", { at: new Date(0) }, '{"at":"1970-01-01T00:00:00.000Z"}'],
    [
      "bigints, exactly and as numbers",
      { id: 9007199254740993n, in: [-1n, "1n"] },
      '{"id":9007199254740993,"in":[-1,"1n"]}',
    ],
    ["undefined members are left out", { a: undefined, b: null }, '{"b":null}'],
    ["a member called __proto__", JSON.parse('{"__proto__":{"x":1}}'), '{"__proto__":{"x":1}}'],
  ])("%s", async (_, body, want) => {
    const { headers, body: arrived } = await sent(JSON_BODY, body);
    expect(arrived.toString()).toBe(want);
    expect(headers["content-type"]).toBe("application/json");
    expect(headers["content-length"]).toBe(String(Buffer.byteLength(want)));
  });

  it.each<[string, BodySpec, string]>([
    ["JSON", { "*/*": "json" }, "application/json"],
    ["JSON of any kind", { "application/*+json": "json" }, "application/json"],
    ["text", { "text/*": "text" }, "text/plain"],
  ])("a type with a star is sent as one that it stands for: %s", async (_, spec, want) => {
    expect((await sent(spec, "x")).headers["content-type"]).toBe(want);
  });

  it("is not sent where there is no body", async () => {
    const { headers, body } = await at.send(operation(JSON_BODY), {});
    expect([headers["content-type"], headers["content-length"], body.length]).toEqual([undefined, "0", 0]);
  });

  it("keeps the media type of the document, parameters included", async () => {
    const type = "application/vnd.x.v2+json; version=1";
    expect((await sent({ [type]: "json" }, {})).headers["content-type"]).toBe(type);
  });

  it("writes dates without a time where the codec says so, and leaves the argument alone", async () => {
    const body = { day: new Date("2026-01-02T03:04:05Z"), at: new Date(0), days: [new Date(0)] };
    const encode = { p: { day: "date", days: { a: "date" } } } as const;
    const { body: arrived } = await at.send(operation(JSON_BODY, { encode }), { body });
    expect(JSON.parse(arrived.toString())).toEqual({
      day: "2026-01-02",
      at: "1970-01-01T00:00:00.000Z",
      days: ["1970-01-01"],
    });
    expect(body.day).toBeInstanceOf(Date);
  });

  it("says what cannot be written", async () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    await expect(sent(JSON_BODY, cycle)).rejects.toThrow(/"body" cannot be written as JSON: .*circular/i);
    await expect(sent(JSON_BODY, () => 1)).rejects.toBeInstanceOf(ValidationError);
  });

  it.each([
    ["a Map", new Map([["a", 1]])],
    ["a promise that nobody awaited", Promise.resolve({ a: 1 })],
    ["a form", new FormData()],
  ])("refuses %s, of which JSON would make {}", async (_, body) => {
    await expect(sent(JSON_BODY, body)).rejects.toThrow(/^op: The body is a \w+, which JSON would write as \{\}/);
  });

  it("takes objects of any class whose members can be seen", async () => {
    class Point {
      readonly x = 1;
    }
    expect((await sent(JSON_BODY, new Point())).body.toString()).toBe('{"x":1}');
    expect((await sent(JSON_BODY, Object.create(null))).body.toString()).toBe("{}");
    expect((await sent(JSON_BODY, new URL("http://a.example/"))).body.toString()).toBe('"http://a.example/"');
  });
});

describe("media types", () => {
  const two: BodySpec = { "application/json": "json", "text/csv": "text", "image/*": "binary" };

  it("the first one is the default", async () => {
    expect((await sent(two, "a,b")).headers["content-type"]).toBe("application/json");
  });

  it("another is chosen by contentType", async () => {
    const { headers, body } = await sent(two, "a,b", { contentType: "text/csv" });
    expect([headers["content-type"], body.toString()]).toEqual(["text/csv", "a,b"]);
  });

  it("a range takes what is within it", async () => {
    const { headers } = await sent(two, new Uint8Array([1]), { contentType: "image/png" });
    expect(headers["content-type"]).toBe("image/png");
  });

  it("a Blob chooses by its own type", async () => {
    expect(
      (await sent({ "application/json": "json", "text/csv": "text" }, new Blob(["x"], { type: "text/csv" }))).headers[
        "content-type"
      ],
    ).toBe("text/csv");
  });

  it("one that the operation does not take is refused", async () => {
    await expect(sent(two, "", { contentType: "text/html" })).rejects.toBeInstanceOf(ConfigError);
  });
});

describe("forms", () => {
  const FORM = "application/x-www-form-urlencoded";

  it.each<[string, { given: [object, BodySpec?]; want: string }]>([
    [
      "scalars",
      {
        given: [{ a: 1, b: false, c: "x y&z", d: new Date(0), e: 5n }],
        want: "a=1 & b=false & c=x y&z & d=1970-01-01T00:00:00.000Z & e=5",
      },
    ],
    ["null and undefined are left out", { given: [{ a: null, b: undefined, c: "" }], want: "c=" }],
    ["arrays repeat the name", { given: [{ a: [1, 2] }], want: "a=1 & a=2" }],
    ["objects are JSON where the document says nothing", { given: [{ a: { b: 1 } }], want: 'a={"b":1}' }],
    ["nothing", { given: [{}], want: "" }],
    [
      "deepObject, as Stripe has it",
      {
        given: [
          {
            amount: 5,
            metadata: { k: "v", "a b": 1 },
            items: [{ price: "p1", quantity: 1 }, { price: "p2" }],
            expand: ["a", "b"],
          },
          { [FORM]: { kind: "form", encoding: { metadata: deep(), items: deep(), expand: deep() } } },
        ],
        want: "amount=5 & metadata[k]=v & metadata[a b]=1 & items[0][price]=p1 & items[0][quantity]=1 & items[1][price]=p2 & expand[]=a & expand[]=b",
      },
    ],
    [
      "styles",
      {
        given: [
          { a: [1, 2], b: { c: 1 }, d: ["x", "y"] },
          {
            [FORM]: {
              kind: "form",
              encoding: { a: { style: "form", explode: false }, b: { style: "form" }, d: { style: "pipeDelimited" } },
            },
          },
        ],
        want: "a=1,2 & c=1 & d=x|y",
      },
    ],
    [
      "a content type",
      {
        given: [{ a: ["x"] }, { [FORM]: { kind: "form", encoding: { a: { contentType: "application/json" } } } }],
        want: 'a=["x"]',
      },
    ],
    [
      "allowReserved",
      {
        given: [{ a: "x/y?z&w" }, { [FORM]: { kind: "form", encoding: { a: { allowReserved: true } } } }],
        want: "a=x/y?z&w",
      },
    ],
  ])("%s", async (_, { given: [body, spec = { [FORM]: "form" }], want }) => {
    const { headers, body: arrived } = await sent(spec, body);
    expect(headers["content-type"]).toBe(FORM);
    expect(arrived.toString()).not.toMatch(/[^\w.~%=&,/?:@!$'()*;-]/);
    expect(arrived.toString().split("&").map(decodeURIComponent)).toEqual(want.split(" & "));
  });

  it("URLSearchParams and text are sent as they are", async () => {
    expect((await sent({ [FORM]: "form" }, new URLSearchParams({ a: "x y" }))).body.toString()).toBe("a=x+y");
    expect((await sent({ [FORM]: "form" }, "a=1")).body.toString()).toBe("a=1");
  });

  it("a FormData is a form too, as long as it holds no file", async () => {
    const form = new FormData();
    form.append("a", "x y");
    form.append("a", "z");
    expect((await sent({ [FORM]: "form" }, form)).body.toString()).toBe("a=x+y&a=z");
    form.append("photo", new Blob(["x"]));
    await expect(sent({ [FORM]: "form" }, form)).rejects.toThrow('"photo" is a file, which only a multipart body');
  });

  it("anything but an object is refused", async () => {
    await expect(sent({ [FORM]: "form" }, 5)).rejects.toBeInstanceOf(ValidationError);
  });
});

describe("multipart", () => {
  const MULTIPART = "multipart/form-data";
  const bytes = Buffer.from([0, 255, 13, 10, 45, 45, 128]);

  it("sends scalars, JSON, arrays, files and their types", async () => {
    const request = await sent(
      {
        [MULTIPART]: {
          kind: "multipart",
          encoding: { picture: { contentType: "image/png, image/jpeg" }, note: { contentType: "text/markdown" } },
        },
      },
      {
        name: "ü",
        count: 0,
        flag: false,
        at: new Date(0),
        missing: undefined,
        empty: null,
        meta: { a: [1] },
        tags: ["x", "y"],
        note: "# hi",
        picture: new Blob([bytes], { type: "image/jpeg" }),
        raw: new Uint8Array(bytes),
        files: [
          new File(["one"], 'o"n\r\ne.txt', { type: "text/plain" }),
          { content: new Blob(["two"]), name: "two.bin" },
        ],
      },
    );
    expect(request.headers["content-type"]).toMatch(/^multipart\/form-data; boundary=\S+$/);
    expect(request.headers["content-length"]).toBe(String(request.body.length));
    expect(
      partsOf(request).map(({ name, filename, contentType, content }) => [
        name,
        filename,
        contentType,
        content.toString("latin1"),
      ]),
    ).toEqual([
      ["name", undefined, undefined, Buffer.from("ü").toString("latin1")],
      ["count", undefined, undefined, "0"],
      ["flag", undefined, undefined, "false"],
      ["at", undefined, undefined, "1970-01-01T00:00:00.000Z"],
      ["meta", undefined, "application/json", '{"a":[1]}'],
      ["tags", undefined, undefined, "x"],
      ["tags", undefined, undefined, "y"],
      ["note", undefined, "text/markdown", "# hi"],
      ["picture", "picture", "image/jpeg", bytes.toString("latin1")],
      ["raw", "raw", "application/octet-stream", bytes.toString("latin1")],
      ["files", "o%22n%0D%0Ae.txt", "text/plain", "one"],
      ["files", "two.bin", "application/octet-stream", "two"],
    ]);
  });

  it("writes styled properties as fields, as Stripe has it", async () => {
    const spec: BodySpec = { [MULTIPART]: { kind: "multipart", encoding: { link: deep() } } };
    const parts = partsOf(await sent(spec, { purpose: "x", link: { create: true, metadata: { k: "v" } } }));
    expect(parts.map(({ name, content }) => `${name}=${content.toString()}`)).toEqual([
      "purpose=x",
      "link[create]=true",
      "link[metadata][k]=v",
    ]);
  });

  it("streams files from disk and can send them again", async () => {
    const path = join(folder, "big.bin");
    const big = Buffer.alloc(3_000_000, "sdkwright ");
    await writeFile(path, big);
    const body = { file: await fileFromPath(path, { type: "application/x-big" }), again: await openAsBlob(path) };
    const request = await sent({ [MULTIPART]: "multipart" }, body);
    const parts = partsOf(request);
    expect(parts.map(({ name, filename, contentType }) => [name, filename, contentType])).toEqual([
      ["file", "big.bin", "application/x-big"],
      ["again", "again", "application/octet-stream"],
    ]);
    expect(parts.every(({ content }) => content.equals(big))).toBe(true);
    expect(request.headers["content-length"]).toBe(String(request.body.length));
  });

  it("streams what is a stream", async () => {
    const path = join(folder, "stream.bin");
    await writeFile(path, bytes);
    const web = new Blob([bytes]).stream();
    const request = await sent(
      { [MULTIPART]: "multipart" },
      { a: { content: createReadStream(path), name: "a.bin" }, b: web, c: "x" },
    );
    expect(request.headers["transfer-encoding"]).toBe("chunked");
    expect(partsOf(request).map(({ name, filename, content }) => [name, filename, content.toString("latin1")])).toEqual(
      [
        ["a", "a.bin", bytes.toString("latin1")],
        ["b", "b", bytes.toString("latin1")],
        ["c", undefined, "x"],
      ],
    );
  });

  it("takes a FormData", async () => {
    const form = new FormData();
    form.append("a", "1");
    form.append("f", new File(["x"], "x.txt", { type: "text/plain" }));
    const parts = partsOf(await sent({ [MULTIPART]: "multipart" }, form));
    expect(
      parts.map(({ name, filename, contentType, content }) => [name, filename, contentType, content.toString()]),
    ).toEqual([
      ["a", undefined, undefined, "1"],
      ["f", "x.txt", "text/plain", "x"],
    ]);
  });

  it("keeps its boundary against a content type that is set by hand", async () => {
    const request = await at.send(
      operation({ [MULTIPART]: "multipart" }),
      { body: { a: 1 } },
      { headers: { "Content-Type": MULTIPART } },
    );
    expect(partsOf(request)).toHaveLength(1);
  });

  it("an empty object is an empty form", async () => {
    expect(partsOf(await sent({ [MULTIPART]: "multipart" }, {}))).toEqual([]);
  });
});

describe("bytes and text", () => {
  it.each<[string, () => unknown]>([
    [
      "a web stream that was read",
      async () => {
        const stream = new Blob(["x"]).stream();
        for await (const _ of stream);
        return stream;
      },
    ],
    [
      "a web stream that somebody reads",
      () => {
        const stream = new Blob(["x"]).stream();
        stream.getReader();
        return stream;
      },
    ],
    [
      "a Node stream that was read",
      async () => {
        const stream = Readable.from([Buffer.from("x")]);
        for await (const _ of stream);
        return stream;
      },
    ],
  ])("%s is refused: nothing would be sent", async (_, make) => {
    const before = at.server.requests.length;
    const error: unknown = await sent({ "application/octet-stream": "binary" }, await make()).catch((caught) => caught);
    expect(error).toBeInstanceOf(ValidationError);
    expect(error).toMatchObject({
      operationId: "op",
      message: expect.stringContaining("make a new one for each call"),
    });
    expect(at.server.requests).toHaveLength(before);
  });

  const BINARY: BodySpec = { "application/octet-stream": "binary" };
  const content = Buffer.from([0, 1, 2, 255]);
  const pooled = Buffer.concat([Buffer.from("xx"), content, Buffer.from("yy")]).subarray(2, 6);

  it.each<[string, () => unknown]>([
    ["Uint8Array", () => new Uint8Array(content)],
    ["a view into a larger buffer", () => pooled],
    ["ArrayBuffer", () => new Uint8Array(content).buffer],
    ["DataView", () => new DataView(new Uint8Array(content).buffer)],
    [
      "SharedArrayBuffer",
      () => {
        const shared = new Uint8Array(new SharedArrayBuffer(4));
        shared.set(content);
        return shared;
      },
    ],
    ["Blob", () => new Blob([content])],
    ["ReadableStream", () => new Blob([content]).stream()],
    ["AsyncIterable", () => chunks(content)],
    ["a named file", () => ({ content: new Blob([content]), name: "x" })],
  ])("%s", async (_, make) => {
    const { headers, body } = await sent(BINARY, make());
    expect(body).toEqual(content);
    expect(headers["content-type"]).toBe("application/octet-stream");
  });

  it("nothing at all is a body of length 0", async () => {
    const { headers, body } = await sent(BINARY, new Uint8Array(0));
    expect([headers["content-length"], headers["content-type"], body.length]).toEqual([
      "0",
      "application/octet-stream",
      0,
    ]);
  });

  it("refuses what is no file", async () => {
    await expect(sent(BINARY, { a: 1 })).rejects.toBeInstanceOf(ValidationError);
  });

  it("XML and text are sent as text", async () => {
    const { headers, body } = await sent({ "application/xml": "text" }, "<a>ü</a>");
    expect([headers["content-type"], body.toString()]).toEqual(["application/xml", "<a>ü</a>"]);
  });

  it("JSON lines from an array and from a stream of values", async () => {
    const spec: BodySpec = { "application/jsonl": "jsonl" };
    expect((await sent(spec, [{ a: 1 }, 2, "x"])).body.toString()).toBe('{"a":1}\n2\n"x"\n');
    expect((await sent(spec, values())).body.toString()).toBe('{"n":0}\n{"n":1}\n');
  });

  it("DELETE and GET carry a body where the operation has one", async () => {
    for (const method of ["DELETE", "GET"]) {
      const { body } = await at.send(operation(JSON_BODY, { method }), { body: { ids: [1] } });
      expect([method, body.toString()]).toEqual([method, '{"ids":[1]}']);
    }
  });
});

function deep(): { style: "deepObject"; explode: true } {
  return { style: "deepObject", explode: true };
}

async function* chunks(content: Uint8Array): AsyncGenerator<Uint8Array> {
  for (const byte of content) yield Uint8Array.of(byte);
}

async function* values(): AsyncGenerator<unknown> {
  yield { n: 0 };
  yield { n: 1 };
}
