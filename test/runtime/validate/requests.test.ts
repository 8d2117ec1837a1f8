import { describe, expect, test } from "vitest";
import * as z from "zod";
import { ValidationError, type OperationSchemas } from "@sdkwright/runtime";
import { operationOf, play } from "./things.js";

const body = z.looseObject({ title: z.string(), at: z.optional(z.string()), file: z.optional(z.string()) });
const schemas: OperationSchemas = {
  params: {
    owner: { schema: z.string(), required: true },
    page: { schema: z.int().min(1) },
    on: { schema: z.iso.date() },
    token: { schema: z.string(), required: true },
    version: { schema: z.literal("1"), required: true },
    limit: { schema: z.int(), required: true },
  },
  body: { "application/json": body, "multipart/form-data": body },
};
const operation = operationOf(schemas, {
  method: "POST",
  path: "/things/{owner}",
  params: {
    owner: { in: "path" },
    page: { in: "query" },
    on: { in: "query", date: true },
    token: { in: "query" },
    version: { in: "query" },
    limit: { in: "query" },
  },
  constants: { version: "1", "body:/kind": "thing" },
  body: { "application/json": "json", "multipart/form-data": "multipart", "text/plain": "text" },
});

const good = { owner: "ann", limit: 1 };

describe("arguments under strict", () => {
  test.each<[string, { given: object; want: readonly { path: string; message: string }[] }]>([
    ["that fit are sent", { given: { ...good, page: 2, body: { title: "a" } }, want: [] }],
    [
      "that do not fit are named, every one",
      {
        given: { owner: "ann", page: 0, body: { title: 1 } },
        want: [
          { path: "/page", message: expect.stringContaining("minimum is broken") as string },
          { path: "/limit", message: "a required parameter is missing" },
          { path: "/body/title", message: "integer instead of string" },
        ],
      },
    ],
    ["that are null are left out, so they are judged so", { given: { ...good, page: null }, want: [] }],
    [
      "that are dates are judged as they are written",
      {
        given: { ...good, on: new Date("2020-01-01"), body: { title: "a", at: new Date(0), none: undefined } },
        want: [],
      },
    ],
    [
      "that are invalid dates are refused",
      { given: { ...good, on: new Date(Number.NaN) }, want: [{ path: "/on", message: expect.any(String) as string }] },
    ],
    [
      "that are files are left alone",
      { given: { ...good, contentType: "multipart/form-data", body: { title: "a", file: new Blob(["x"]) } }, want: [] },
    ],
    [
      "of another media type are judged by its schema",
      {
        given: { ...good, contentType: "multipart/form-data", body: {} },
        want: [{ path: "/body/title", message: "a required field is missing" }],
      },
    ],
    [
      "of a media type without a schema are sent",
      { given: { ...good, contentType: "text/plain", body: "x" }, want: [] },
    ],
    [
      "that were encoded by the caller are sent",
      { given: { ...good, contentType: "multipart/form-data", body: new FormData() }, want: [] },
    ],
  ])("%s", async (_title, { given, want }) => {
    const { client, sent } = play(
      [{ body: {} }],
      { validate: { requests: "strict" } },
      {
        schemes: { bearer: { type: "http", scheme: "bearer" }, key: { type: "apiKey", in: "query", name: "token" } },
      },
    );
    const { error } = await client.call(operation, given).safe();
    expect(error instanceof ValidationError ? error.issues : (error ?? [])).toEqual(want);
    expect(sent).toHaveLength(want.length === 0 ? 1 : 0);
    if (error) expect(error).toMatchObject({ sent: "no", attempts: [], operationId: "things.get", status: undefined });
  });

  test("are judged before a credential is fetched, and say so in one line", async () => {
    let asked = 0;
    const auth = (): string => String((asked += 1));
    const { client, sent } = play([{ body: {} }], { auth, validate: { requests: "strict" } });
    await expect(client.call(operation, { ...good, token: "t", page: 0.5 })).rejects.toThrow(
      "things.get: arguments differ from the document at /page: number instead of integer; nothing was sent",
    );
    expect({ asked, sent }).toEqual({ asked: 0, sent: [] });
  });

  test("are not judged by default", async () => {
    const { client, sent } = play([{ body: {} }]);
    await client.call(operation, { owner: "ann", page: 0 });
    expect(sent).toHaveLength(1);
  });

  test("are left as they were", async () => {
    const { client, sent } = play([{ body: {} }], { validate: { requests: "strict" } });
    const given = { ...good, token: "t", body: { title: "a", at: new Date(0) } };
    await client.call(operation, given);
    expect(given.body.at).toEqual(new Date(0));
    expect(sent[0]!.body).toBe('{"title":"a","at":"1970-01-01T00:00:00.000Z","kind":"thing"}');
  });
});
