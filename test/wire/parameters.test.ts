import { ConfigError, ValidationError, type ParameterSpec } from "@sdkwright/runtime";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { wire, type Wire } from "../support/wire.js";

let at: Wire;
beforeAll(async () => {
  at = await wire();
});
afterAll(() => at[Symbol.asyncDispose]());

/** Sends one parameter and gives the request line's target, the header `x` and the cookies. */
async function sent(
  spec: ParameterSpec,
  value: unknown,
  name = "color",
): Promise<{ target: string; headers: unknown }> {
  const path = spec.in === "path" ? `/p/{${name}}/end` : "/p";
  const { url, headers } = await at.send(
    { id: "op", method: "GET", path, params: { [name]: spec } },
    { [name]: value },
  );
  return { target: url, headers: headers[name === "color" ? (spec.in === "cookie" ? "cookie" : "color") : name] };
}

const list = ["blue", "black", "brown"];
const object = { R: 100, G: 200, B: 150 };

// OpenAPI 3.1.1, "Style Examples", cell by cell; what it marks n/a is as useful as it can be.
const QUERY: [string, { given: [Partial<ParameterSpec>, unknown]; want: string }][] = [
  ["form explode, empty", { given: [{}, ""], want: "?color=" }],
  ["form explode, string", { given: [{}, "blue"], want: "?color=blue" }],
  ["form explode, array", { given: [{}, list], want: "?color=blue&color=black&color=brown" }],
  ["form explode, object", { given: [{}, object], want: "?R=100&G=200&B=150" }],
  ["form, empty", { given: [{ explode: false }, ""], want: "?color=" }],
  ["form, string", { given: [{ explode: false }, "blue"], want: "?color=blue" }],
  ["form, array", { given: [{ explode: false }, list], want: "?color=blue,black,brown" }],
  ["form, object", { given: [{ explode: false }, object], want: "?color=R,100,G,200,B,150" }],
  ["spaceDelimited, array", { given: [{ style: "spaceDelimited" }, list], want: "?color=blue%20black%20brown" }],
  [
    "spaceDelimited, object",
    { given: [{ style: "spaceDelimited" }, object], want: "?color=R%20100%20G%20200%20B%20150" },
  ],
  [
    "spaceDelimited explode, array",
    { given: [{ style: "spaceDelimited", explode: true }, list], want: "?color=blue&color=black&color=brown" },
  ],
  ["pipeDelimited, array", { given: [{ style: "pipeDelimited" }, list], want: "?color=blue%7Cblack%7Cbrown" }],
  [
    "pipeDelimited, object",
    { given: [{ style: "pipeDelimited" }, object], want: "?color=R%7C100%7CG%7C200%7CB%7C150" },
  ],
  [
    "pipeDelimited explode, array",
    { given: [{ style: "pipeDelimited", explode: true }, list], want: "?color=blue&color=black&color=brown" },
  ],
  [
    "deepObject, object",
    {
      given: [{ style: "deepObject", explode: true }, object],
      want: "?color%5BR%5D=100&color%5BG%5D=200&color%5BB%5D=150",
    },
  ],
  ["deepObject, scalar", { given: [{ style: "deepObject", explode: true }, 5], want: "?color=5" }],
  [
    "deepObject, array",
    { given: [{ style: "deepObject", explode: true }, ["a", "b"]], want: "?color%5B%5D=a&color%5B%5D=b" },
  ],
  [
    "deepObject, nested",
    {
      given: [{ style: "deepObject", explode: true }, { a: { b: [1, 2] } }],
      want: "?color%5Ba%5D%5Bb%5D%5B%5D=1&color%5Ba%5D%5Bb%5D%5B%5D=2",
    },
  ],
  [
    "deepObject, array of objects",
    {
      given: [{ style: "deepObject", explode: true }, [{ p: 1, q: 2 }, { p: 3 }]],
      want: "?color%5B0%5D%5Bp%5D=1&color%5B0%5D%5Bq%5D=2&color%5B1%5D%5Bp%5D=3",
    },
  ],
  ["empty array is left out", { given: [{}, []], want: "" }],
  ["empty object is left out", { given: [{}, {}], want: "" }],
  ["deepObject of nothing is left out", { given: [{ style: "deepObject" }, { a: {}, b: [], c: undefined }], want: "" }],
  ["null is left out", { given: [{}, null], want: "" }],
  ["undefined is left out", { given: [{}, undefined], want: "" }],
  ["null and undefined members are left out", { given: [{}, ["a", null, undefined, "b"]], want: "?color=a&color=b" }],
  ["null and undefined properties are left out", { given: [{}, { a: null, b: 1, c: undefined }], want: "?b=1" }],
  ["zero", { given: [{}, 0], want: "?color=0" }],
  ["false", { given: [{}, false], want: "?color=false" }],
  ["bigint", { given: [{}, 9007199254740993n], want: "?color=9007199254740993" }],
  ["Date", { given: [{}, new Date("2026-01-02T03:04:05.678Z")], want: "?color=2026-01-02T03%3A04%3A05.678Z" }],
  ["Date without a time", { given: [{ date: true }, new Date("2026-01-02T03:04:05Z")], want: "?color=2026-01-02" }],
  [
    "Dates in an array",
    {
      given: [{ explode: false, date: true }, [new Date(0), new Date(86_400_000)]],
      want: "?color=1970-01-01,1970-01-02",
    },
  ],
  ["Set as array", { given: [{}, new Set(["a", "b"])], want: "?color=a&color=b" }],
  [
    "separators within values are encoded",
    { given: [{ explode: false }, ["a,b", "c&d=e"]], want: "?color=a%2Cb,c%26d%3De" },
  ],
  ["reserved characters are encoded", { given: [{}, "a/b?c&d=e+f#g h"], want: "?color=a%2Fb%3Fc%26d%3De%2Bf%23g%20h" }],
  [
    "allowReserved keeps what keeps the value whole",
    { given: [{ allowReserved: true }, "a/b?c:d,e;f=g@h&i+j#k%20l"], want: "?color=a/b?c:d,e;f=g@h%26i%2Bj%23k%20l" },
  ],
  ["unicode", { given: [{}, "żółć 🦊"], want: "?color=%C5%BC%C3%B3%C5%82%C4%87%20%F0%9F%A6%8A" }],
  ["half a surrogate pair", { given: [{}, "\ud800"], want: "?color=%EF%BF%BD" }],
  [
    "nested object in form is JSON, never [object Object]",
    { given: [{}, { a: { b: 1 } }], want: `?a=${encodeURIComponent('{"b":1}')}` },
  ],
  [
    "content-typed",
    { given: [{ content: "application/json" }, { a: [1] }], want: `?color=${encodeURIComponent('{"a":[1]}')}` },
  ],
  ["content-typed string", { given: [{ content: "application/json" }, "x"], want: "?color=%22x%22" }],
  ["own name on the wire", { given: [{ name: "filter[name]" }, "x"], want: "?filter%5Bname%5D=x" }],
  ["legal characters of a name stay", { given: [{ name: "$filter" }, "x"], want: "?$filter=x" }],
  [
    "whole query, form",
    {
      given: [
        { in: "querystring", content: "application/x-www-form-urlencoded" },
        { a: 1, b: ["x", "y"] },
      ],
      want: "?a=1&b=x&b=y",
    },
  ],
  [
    "whole query, JSON",
    { given: [{ in: "querystring", content: "application/json" }, { a: 1 }], want: "?%7B%22a%22%3A1%7D" },
  ],
  ["whole query, text", { given: [{ in: "querystring" }, "?a=1&b=ü"], want: "?a=1&b=%C3%BC" }],
];

describe("query parameters", () => {
  it.each(QUERY)("%s", async (_, { given: [spec, value], want }) => {
    expect((await sent({ in: "query", ...spec }, value)).target).toBe(`/p${want}`);
  });

  it("keep the order of the document and stand behind a query of the path", async () => {
    const operation = {
      id: "op",
      method: "GET",
      path: "/query?function=TIME SERIES#daily",
      params: { b: { in: "query" }, a: { in: "query" } },
    } as const;
    expect((await at.send(operation, { a: 1, b: 2 })).url).toBe("/query?function=TIME%20SERIES&b=2&a=1");
  });

  it("are not taken from what every object inherits", async () => {
    const names = ["constructor", "toString", "hasOwnProperty", "__proto__"];
    const params = Object.fromEntries(names.map((name) => [name, { in: "query" } as const]));
    Object.defineProperty(params, "__proto__", { value: { in: "query" }, enumerable: true });
    const operation = { id: "op", method: "GET", path: "/p", params };
    expect((await at.send(operation, {})).url).toBe("/p");
    const given = JSON.parse('{"__proto__":"x","constructor":"y"}') as object;
    expect((await at.send(operation, given)).url).toBe("/p?constructor=y&__proto__=x");
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});

const PATH: [string, { given: [Partial<ParameterSpec>, unknown]; want: string }][] = [
  ["simple, string", { given: [{}, "blue"], want: "blue" }],
  ["simple, array", { given: [{}, list], want: "blue,black,brown" }],
  ["simple, object", { given: [{}, object], want: "R,100,G,200,B,150" }],
  ["simple explode, array", { given: [{ explode: true }, list], want: "blue,black,brown" }],
  ["simple explode, object", { given: [{ explode: true }, object], want: "R=100,G=200,B=150" }],
  ["label, string", { given: [{ style: "label" }, "blue"], want: ".blue" }],
  ["label, array", { given: [{ style: "label" }, list], want: ".blue,black,brown" }],
  ["label, object", { given: [{ style: "label" }, object], want: ".R,100,G,200,B,150" }],
  ["label explode, array", { given: [{ style: "label", explode: true }, list], want: ".blue.black.brown" }],
  ["label explode, object", { given: [{ style: "label", explode: true }, object], want: ".R=100.G=200.B=150" }],
  ["matrix, empty", { given: [{ style: "matrix" }, ""], want: ";color" }],
  ["matrix, string", { given: [{ style: "matrix" }, "blue"], want: ";color=blue" }],
  ["matrix, array", { given: [{ style: "matrix" }, list], want: ";color=blue,black,brown" }],
  ["matrix, object", { given: [{ style: "matrix" }, object], want: ";color=R,100,G,200,B,150" }],
  [
    "matrix explode, array",
    { given: [{ style: "matrix", explode: true }, list], want: ";color=blue;color=black;color=brown" },
  ],
  ["matrix explode, object", { given: [{ style: "matrix", explode: true }, object], want: ";R=100;G=200;B=150" }],
  ["slash", { given: [{}, "a/b"], want: "a%2Fb" }],
  ["backslash", { given: [{}, "a\\b"], want: "a%5Cb" }],
  ["percent", { given: [{}, "100%2F"], want: "100%252F" }],
  ["question mark and hash", { given: [{}, "a?b#c"], want: "a%3Fb%23c" }],
  ["one dot", { given: [{}, "."], want: "%2E" }],
  ["two dots", { given: [{}, ".."], want: "%2E%2E" }],
  ["way up", { given: [{}, "../../admin"], want: "..%2F..%2Fadmin" }],
  ["three dots are no dot segment", { given: [{}, "..."], want: "..." }],
  ["a dot within", { given: [{}, "v1.2"], want: "v1.2" }],
  ["unicode", { given: [{}, "é/日"], want: "%C3%A9%2F%E6%97%A5" }],
  ["zero", { given: [{}, 0], want: "0" }],
  ["false", { given: [{}, false], want: "false" }],
  ["Date", { given: [{}, new Date(0)], want: "1970-01-01T00%3A00%3A00.000Z" }],
  ["bigint", { given: [{}, 2n ** 64n], want: "18446744073709551616" }],
  ["content-typed", { given: [{ content: "application/json" }, { a: 1 }], want: "%7B%22a%22%3A1%7D" }],
];

describe("path parameters", () => {
  it.each(PATH)("%s", async (_, { given: [spec, value], want }) => {
    expect((await sent({ in: "path", ...spec }, value)).target).toBe(`/p/${want}/end`);
  });

  it.each([
    ["undefined", undefined],
    ["null", null],
    ["an empty string", ""],
    ["an empty list", []],
    ["an invalid date", new Date(Number.NaN)],
    ["bytes", new Uint8Array(2)],
  ])("refuse %s before anything is sent", async (_, value) => {
    const before = at.server.requests.length;
    await expect(sent({ in: "path" }, value)).rejects.toBeInstanceOf(ValidationError);
    expect(at.server.requests.length).toBe(before);
  });

  it("keep names with odd characters apart", async () => {
    const params = { "x-y": { in: "path" }, "x.y": { in: "path" }, x_y: { in: "path" } } as const;
    const operation = { id: "op", method: "GET", path: "/a/{x-y}/{x.y}/{x_y}", params };
    expect((await at.send(operation, { "x-y": 1, "x.y": 2, x_y: 3 })).url).toBe("/a/1/2/3");
  });

  it("take the value under the argument's key and stand where the wire name is", async () => {
    const operation = {
      id: "op",
      method: "GET",
      path: "/a/{id}",
      params: { id: { in: "query" }, id_path: { in: "path", name: "id" } },
    } as const;
    expect((await at.send(operation, { id: "q", id_path: "p" })).url).toBe("/a/p?id=q");
  });

  it("encode what the document's own template leaves bare", async () => {
    expect((await at.send({ id: "op", method: "GET", path: "/a b/ü%20/c:d" })).url).toBe("/a%20b/%C3%BC%20/c:d");
  });
});

describe("header parameters", () => {
  it.each<[string, { given: [Partial<ParameterSpec>, unknown]; want: string | undefined }]>([
    ["string", { given: [{}, "a b/ü"], want: "a b/ü" }],
    ["array", { given: [{}, list], want: "blue,black,brown" }],
    ["object", { given: [{}, object], want: "R,100,G,200,B,150" }],
    ["object, explode", { given: [{ explode: true }, object], want: "R=100,G=200,B=150" }],
    ["number", { given: [{}, 0], want: "0" }],
    ["Date", { given: [{}, new Date(0)], want: "1970-01-01T00:00:00.000Z" }],
    ["content-typed, in ASCII", { given: [{ content: "application/json" }, { a: "ü" }], want: '{"a":"\\u00fc"}' }],
    ["nothing", { given: [{}, undefined], want: undefined }],
  ])("%s", async (_, { given: [spec, value], want }) => {
    expect((await sent({ in: "header", ...spec }, value)).headers).toBe(want);
  });

  it.each(["a\r\nx-evil: 1", "a\nb", "日本", "a\0b"])("refuse %j", async (value) => {
    await expect(sent({ in: "header" }, value)).rejects.toThrow(/Header "color"/);
  });

  it("a name that no header can have is refused before anything is sent", async () => {
    const operation = { id: "op", method: "GET", path: "/", params: { "a b": { in: "header" } } } as const;
    await expect(at.send(operation, { "a b": "x" })).rejects.toThrow(/"a b" is no name that an HTTP header can have/);
  });
});

describe("cookie parameters", () => {
  it.each<[string, { given: [Partial<ParameterSpec>, unknown]; want: string | undefined }]>([
    ["string", { given: [{}, "a b;c"], want: "color=a%20b%3Bc" }],
    ["array", { given: [{ explode: false }, list], want: "color=blue,black,brown" }],
    ["array, explode", { given: [{}, ["a", "b"]], want: "color=a; color=b" }],
    ["object", { given: [{ explode: false }, object], want: "color=R,100,G,200,B,150" }],
    ["object, explode", { given: [{}, object], want: "R=100; G=200; B=150" }],
    ["style cookie, as it is", { given: [{ style: "cookie" }, "a/b=c"], want: "color=a/b=c" }],
    ["nothing", { given: [{}, null], want: undefined }],
  ])("%s", async (_, { given: [spec, value], want }) => {
    expect((await sent({ in: "cookie", ...spec }, value)).headers).toBe(want);
  });

  it("share one field", async () => {
    const params = { a: { in: "cookie" }, b: { in: "cookie" } } as const;
    expect((await at.send({ id: "op", method: "GET", path: "/", params }, { a: 1, b: 2 })).headers.cookie).toBe(
      "a=1; b=2",
    );
  });

  it("of style cookie refuse a semicolon", async () => {
    await expect(sent({ in: "cookie", style: "cookie" }, "a;b=c")).rejects.toBeInstanceOf(ValidationError);
  });
});

describe("constants", () => {
  it("are sent with every call, as arguments and in the body", async () => {
    const operation = {
      id: "op",
      method: "POST",
      path: "/p",
      params: { function: { in: "query" } },
      body: { "application/json": "json" },
      constants: { function: "DAILY", "body:/stream": true, "body:/options/usage": 1 },
    } as const;
    const { url, body } = await at.send(operation, {
      function: "no",
      body: { prompt: "x", stream: false, options: { n: 1 } },
    });
    expect(url).toBe("/p?function=DAILY");
    expect(JSON.parse(body.toString())).toEqual({ prompt: "x", stream: true, options: { n: 1, usage: 1 } });
  });
});

it("an error for an argument names operation and parameter", async () => {
  const error: unknown = await sent({ in: "path" }, "").catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(ValidationError);
  expect(error).not.toBeInstanceOf(ConfigError);
  expect((error as ValidationError).message).toBe(
    'op: Path parameter "color" is empty, which would lead to another path',
  );
  expect((error as ValidationError).issues).toEqual([
    { path: "/color", message: "is empty, which would lead to another path" },
  ]);
});
