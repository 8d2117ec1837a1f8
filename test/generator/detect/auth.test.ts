import { describe, expect, test } from "vitest";
import type { AuthFacts } from "../../../generator/src/detect/facts.js";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { authOf, documentOf, found, LIST, operation, TEXT } from "./support.js";

const bearer = { type: "http", scheme: "bearer" };
const key = { type: "apiKey", in: "header", name: "X-Api-Key" };
const app = { type: "apiKey", in: "header", name: "X-App-Key" };
const prose = (description: string): JsonObject => ({
  type: "apiKey",
  in: "header",
  name: "Authorization",
  description,
});
const declared = (securitySchemes: JsonObject, security: JsonObject[]): JsonObject => ({
  components: { securitySchemes },
  security,
});

describe("declared schemes", () => {
  test.each<[string, { given: JsonObject; want: object }]>([
    [
      "bearer",
      {
        given: declared({ bearer }, [{ bearer: [] }]),
        want: {
          schemes: {
            bearer: { type: "http", in: "header", name: "Authorization", prefix: "Bearer ", from: "declared" },
          },
          accept: [["bearer"]],
          anonymous: false,
          unknown: false,
        },
      },
    ],
    [
      "a key in the query",
      {
        given: declared({ key: { ...key, in: "query", name: "key" } }, [{ key: [] }]),
        want: { schemes: { key: { type: "apiKey", in: "query", name: "key" } }, accept: [["key"]] },
      },
    ],
    ["sent together", { given: declared({ key, app }, [{ key: [], app: [] }]), want: { accept: [["app", "key"]] } }],
    [
      "alternatives",
      { given: declared({ bearer, key }, [{ bearer: [] }, { key: [] }]), want: { accept: [["bearer"], ["key"]] } },
    ],
    ["works without", { given: declared({ key }, [{ key: [] }, {}]), want: { accept: [["key"]], anonymous: true } }],
    [
      "two of one header cannot go together",
      {
        given: declared({ bearer, basic: { type: "http", scheme: "basic" } }, [{ bearer: [], basic: [] }]),
        want: { accept: [["basic"], ["bearer"]] },
      },
    ],
    [
      "one that is declared nowhere is left out",
      {
        given: declared({ key }, [{ key: [], ghost: [] }]),
        want: { accept: [["key"]], schemes: { key: { type: "apiKey" } } },
      },
    ],
    [
      // What such a header really takes is not in the document; a plain token goes to the bearer scheme beside it.
      "a key in a header of the vendor's own beside a bearer token stays as declared, an alternative",
      {
        given: declared({ bearer, own: { ...key, name: "private-app" } }, [{ bearer: [] }, { own: [] }]),
        want: {
          schemes: { own: { type: "apiKey", in: "header", name: "private-app", from: "declared" } },
          accept: [["bearer"], ["own"]],
        },
      },
    ],
    [
      "client credentials",
      {
        given: declared(
          {
            oauth: {
              type: "oauth2",
              flows: { clientCredentials: { tokenUrl: "https://id.example.com/token", scopes: { read: "" } } },
            },
          },
          [{ oauth: ["read"] }],
        ),
        want: {
          schemes: {
            oauth: {
              type: "oauth2",
              prefix: "Bearer ",
              flows: [{ flow: "clientCredentials", tokenUrl: "https://id.example.com/token", scopes: ["read"] }],
            },
          },
        },
      },
    ],
  ])("%s", async (_title, { given, want }) => {
    expect(await authOf(given)).toMatchObject(want);
  });
});

describe("prefixes that only prose knows", () => {
  test.each<[string, { given: string; want: string | undefined }]>([
    ["an example of the header", { given: "Send `Authorization: Bot {token}`.", want: "Bot " }],
    ["an example with a scheme in capitals", { given: "Use the header Authorization: SSWS {key}.", want: "SSWS " }],
    ["an example with a member", { given: "`Authorization: Token token=<KEY>`", want: "Token token=" }],
    ["prefixed with a word", { given: 'The key must be prefixed with "Bot ".', want: "Bot " }],
    [
      "what the header is set to",
      { given: "Set the `Authorization` header to `Shop-Key your-private-key`.", want: "Shop-Key " },
    ],
    ["bearer in passing", { given: "A bearer token.", want: "Bearer " }],
    ["an example without a prefix", { given: "Authorization: your key", want: undefined }],
    ["nothing said", { given: "Your key.", want: undefined }],
  ])("%s", async (_title, { given, want }) => {
    expect((await authOf(declared({ key: prose(given) }, [{ key: [] }]))).schemes["key"]?.prefix).toBe(want);
  });
});

test("a document that says nothing is unknown, not free of credentials", async () => {
  expect(await authOf({})).toEqual<AuthFacts>({
    schemes: {},
    accept: [],
    anonymous: false,
    unknown: true,
    evidence: [],
  });
});

test("a document that asks for nothing says so", async () => {
  expect(await authOf({ security: [] })).toMatchObject({ accept: [], anonymous: true, unknown: false });
});

test("a key that every operation takes as a parameter is its credential", async () => {
  const get = {
    ...operation({ answer: LIST }),
    parameters: [{ name: "api_key", in: "query", required: true, schema: TEXT, description: "Your API key." }],
  };
  const { auth } = (await found(documentOf({ "/orders": { get }, "/books": { get } }))).facts;
  const [[name, scheme] = []] = Object.entries(auth.schemes);
  expect(scheme).toMatchObject({ type: "apiKey", in: "query", name: "api_key", from: "parameter" });
  expect(auth.accept).toEqual([[name]]);
  expect(auth.evidence).not.toEqual([]);
});

test("a required header that can be nothing else is one where a fifth of the operations take it; in a query it may be a filter", async () => {
  const plain = operation({ answer: LIST });
  const keyed = (place: string) => ({
    ...plain,
    parameters: [{ name: "Api-Key", in: place, required: true, schema: TEXT }],
  });
  const authAt = async (place: string) => {
    const paths = Array.from({ length: 12 }, (_, at) => [`/p${at}`, { get: at < 3 ? keyed(place) : plain }] as const);
    return (await found(documentOf(Object.fromEntries(paths)))).facts.auth;
  };
  expect((await authAt("header")).accept).toEqual([["Api-Key"]]);
  expect((await authAt("query")).accept).toEqual([]);
});

describe("credentials that no scheme declares", () => {
  const post = operation({
    answer: LIST,
    body: {
      type: "object",
      required: ["key"],
      properties: { key: { ...TEXT, description: "A valid API key." }, name: TEXT },
    },
  });
  test.each<[string, { given: JsonObject; want: object }]>([
    [
      "the key is a variable of the server's address",
      {
        given: documentOf(
          { "/orders": { get: operation({ answer: LIST }) } },
          { servers: [{ url: "https://api.example.com/bot{token}", variables: { token: { default: "" } } }] },
        ),
        want: { type: "apiKey", in: "server", name: "token", from: "server" },
      },
    ],
    [
      "the key is a member of every body",
      {
        given: documentOf({ "/a": { post }, "/b": { post }, "/c": { post } }),
        want: { type: "apiKey", in: "body", name: "/key", from: "body" },
      },
    ],
    [
      "only the introduction shows the header",
      {
        given: {
          ...documentOf({ "/orders": { get: { ...operation({ answer: LIST }), security: [] } } }),
          info: {
            title: "Test",
            version: "1",
            description: "Every call needs a token: `Authorization: Bearer TOKEN`.",
          },
        },
        want: { type: "http", scheme: "bearer", prefix: "Bearer ", from: "description" },
      },
    ],
  ])("%s", async (_title, { given, want }) => {
    const { auth } = (await found(given)).facts;
    expect(Object.values(auth.schemes)).toEqual([expect.objectContaining(want)]);
    expect(auth.unknown).toBe(false);
    expect(auth.evidence).not.toEqual([]);
  });
});
