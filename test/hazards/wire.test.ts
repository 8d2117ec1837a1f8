import { rm } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Client, HttpRequest, Operation } from "@sdkwright/runtime";
import type { OperationNames } from "../../generator/src/name/names.js";
import { generateFiles } from "../../generator/src/pipeline.js";
import { projectFolder, writeFiles } from "../support/compile.js";

// Gate 6 of the design: of each hazard that is about parameters, bodies, answers or security, what arrives. What is
// wanted is written from OpenAPI's text and RFC 6570, not from the output.

interface Case {
  readonly hazard: string;
  readonly operation: string;
  readonly given: { readonly [key: string]: unknown };
  readonly auth?: object;
  readonly want: {
    readonly path: string;
    readonly method?: string;
    readonly headers?: { readonly [name: string]: string | undefined };
    readonly body?: string | undefined;
    /** Name, type and text of each part. */
    readonly parts?: readonly (readonly [string, string, string])[];
  };
}

const cases: readonly Case[] = [
  {
    hazard: "10-path-params-collapse",
    operation: "GET /u/{user-id}/{user_id}/{user.id}",
    given: { "user-id": "1", user_id: "2", "user.id": "3" },
    want: { path: "/u/1/2/3" },
  },
  {
    hazard: "11-same-name-two-locations",
    operation: "GET /u/{id}",
    given: { id: "query", id_path: "path", id_header: "header" },
    want: { path: "/u/path?id=query", headers: { id: "header" } },
  },
  {
    hazard: "12-param-shadows-local",
    operation: "POST /u",
    given: { body_query: "q", options: "o", this: "t", body: { a: "x" } },
    want: { path: "/u?options=o&body=q&this=t", body: '{"a":"x"}' },
  },
  {
    hazard: "13-verb-after-param",
    operation: "POST /u/{id}:activate",
    given: { id: "a/b" },
    want: { path: "/u/a%2Fb:activate" },
  },
  {
    hazard: "20-param-name-chars",
    operation: "GET /u",
    given: { "x-req-2": "r", $filter: "f", "filter[status]": ["a", "b"], "it's": "i", "x:y": "c", class: "k" },
    want: {
      path: "/u?$filter=f&filter%5Bstatus%5D=a&filter%5Bstatus%5D=b&it's=i&x:y=c&class=k",
      headers: { "x-req-2": "r" },
    },
  },
  {
    hazard: "22-string-injection",
    operation: "GET /u/${process.exit(1)}/`x`/'y'/\"z\"\\w/{id}",
    given: { "process.exit(1)": "p", id: "i" },
    want: { path: "/u/$p/%60x%60/'y'/%22z%22%5Cw/i" },
  },
  {
    hazard: "42-multi-body",
    operation: "POST /u",
    given: { body: { a: "x y" } },
    want: { path: "/u", headers: { "content-type": "application/json" }, body: '{"a":"x y"}' },
  },
  {
    hazard: "42-multi-body",
    operation: "POST /u",
    given: { body: { a: "x y&" }, contentType: "application/x-www-form-urlencoded" },
    want: { path: "/u", headers: { "content-type": "application/x-www-form-urlencoded" }, body: "a=x%20y%26" },
  },
  {
    hazard: "42-multi-body",
    operation: "POST /u",
    given: {
      body: { file: new Blob(["1"]), files: [new Blob(["2"]), new Blob(["3"])], meta: { a: "x" } },
      contentType: "multipart/form-data",
    },
    want: {
      path: "/u",
      parts: [
        ["file", "application/octet-stream", "1"],
        ["files", "application/octet-stream", "2"],
        ["files", "application/octet-stream", "3"],
        ["meta", "application/json", '{"a":"x"}'],
      ],
    },
  },
  {
    hazard: "42-multi-body",
    operation: "POST /u",
    given: { body: "plain", contentType: "text/plain" },
    want: { path: "/u", headers: { "content-type": "text/plain" }, body: "plain" },
  },
  {
    hazard: "43-multi-response",
    operation: "GET /u",
    given: {},
    want: { path: "/u", headers: { accept: "application/json, application/pdf, text/csv" } },
  },
  {
    hazard: "44-no-content",
    operation: "DELETE /u",
    given: {},
    want: { method: "DELETE", path: "/u", body: undefined },
  },
  {
    hazard: "45-mime-params",
    operation: "POST /u",
    given: { body: { a: "x" } },
    want: { path: "/u", headers: { "content-type": "application/json;charset=utf-8" }, body: '{"a":"x"}' },
  },
  {
    hazard: "46-all-styles",
    operation: "GET /s/{sim}/{lab}/{mat}",
    given: {
      sim: ["a", "b/c"],
      lab: ["a", "b"],
      mat: ["a", "b"],
      csv: ["a", "b,c"],
      pipes: ["a", "b"],
      spaces: ["a", "b"],
      deep: { x: "1 2" },
      fobj: { p: "1" },
      res: "a/b?c",
      jq: { a: "x" },
      "X-Ids": [1, 2],
      ck: "c",
    },
    want: {
      path: "/s/a,b%2Fc/.a,b/;mat=a;mat=b?csv=a,b%2Cc&pipes=a%7Cb&spaces=a%20b&deep%5Bx%5D=1%202&p=1&res=a/b?c&jq=%7B%22a%22%3A%22x%22%7D",
      headers: { "x-ids": "1,2", cookie: "ck=c" },
    },
  },
  {
    hazard: "55-security-and-or",
    operation: "GET /u",
    given: {},
    auth: { a: "key-a", b: "key-b" },
    want: { path: "/u", headers: { "x-a": "key-a", cookie: "sid=key-b", authorization: undefined } },
  },
  {
    hazard: "71-31-contentmedia",
    operation: "POST /u",
    given: { body: new Blob(["png"]), contentType: "image/png" },
    want: { path: "/u", headers: { "content-type": "image/png" } },
  },
  {
    hazard: "81-32-query-method",
    operation: "QUERY /s",
    given: { body: { a: "x" } },
    want: { method: "QUERY", path: "/s", body: '{"a":"x"}' },
  },
  { hazard: "81-32-query-method", operation: "COPY /s", given: {}, want: { method: "COPY", path: "/s" } },
  {
    hazard: "82-32-itemschema",
    operation: "GET /e",
    given: {},
    want: { path: "/e", headers: { accept: "text/event-stream" } },
  },
  {
    hazard: "83-32-querystring",
    operation: "GET /q",
    given: { qs: { a: "x y" }, c: "v" },
    want: { path: "/q?a=x%20y", headers: { cookie: "c=v" } },
  },
  {
    hazard: "90-20-basic",
    operation: "POST /u/{id}",
    given: { id: "1", q: ["a", "b"], body: { f: new Blob(["1"]), tags: ["x", "y"] } },
    want: {
      path: "/u/1?q=a%7Cb",
      parts: [
        ["f", "application/octet-stream", "1"],
        ["tags", "text/plain", "x"],
        ["tags", "text/plain", "y"],
      ],
    },
  },
];

let project: string;
const operations = new Map<string, { readonly names: OperationNames; readonly module: string }>();

beforeAll(async () => {
  project = await projectFolder();
  for (const hazard of new Set(cases.map((one) => one.hazard))) {
    const input = join(import.meta.dirname, "specs", `${hazard}.json`);
    const { files, names } = await generateFiles({ input, output: "unused" });
    await writeFiles(
      project,
      [...files].map(([path, text]) => [`${hazard}/${path}`, text] as const),
    );
    for (const { operations: keys, module } of names.resources)
      for (const key of keys) operations.set(`${hazard} ${key}`, { names: names.operations.get(key)!, module });
  }
}, 60_000);
afterAll(() => rm(project, { recursive: true, force: true }));

describe("what arrives", () => {
  test.each(cases)("$hazard: $operation", async ({ hazard, operation, given, auth, want }) => {
    const { names, module } = operations.get(`${hazard} ${operation}`)!;
    const load = (path: string) =>
      import(pathToFileURL(join(project, hazard, `${path}.ts`)).href) as Promise<{ [name: string]: unknown }>;
    const { createClient } = (await load("client")) as unknown as { createClient(options: object): Client };
    const value = (await load(module))[names.value] as Operation;
    const sent: HttpRequest[] = [];
    const client = createClient({
      baseUrl: "https://api.example.test",
      transport: {
        send: (request: HttpRequest) => {
          sent.push(request);
          return Promise.resolve({ status: 204, headers: {}, body: null, url: "" });
        },
      },
      ...(auth && { auth }),
    });
    await client.call(value, given).raw();
    await client.close();
    const [request] = sent;
    expect(request!.path).toBe(want.path);
    expect(request!.method).toBe(want.method ?? operation.split(" ")[0]);
    for (const [name, text] of Object.entries(want.headers ?? {})) expect(request!.headers[name], name).toBe(text);
    if ("body" in want) expect(request!.body).toBe(want.body);
    if (want.parts) expect(await partsOf(request!)).toEqual(want.parts);
  });
});

/** Name, type and text of each part; text/plain is what a part without a type is (RFC 7578). */
async function partsOf({ headers, body }: HttpRequest): Promise<[string, string, string][]> {
  const text = await new Response(body as ConstructorParameters<typeof Response>[0]).text();
  const boundary = /boundary=(\S+)/.exec(headers["content-type"]!)![1]!;
  return text
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => {
      const [head = "", content = ""] = part.split("\r\n\r\n");
      const type = /content-type: (.*)/i.exec(head)?.[1]?.trim() ?? "text/plain";
      return [/name="([^"]*)"/.exec(head)![1]!, type, content.replace(/\r\n$/, "")];
    });
}
