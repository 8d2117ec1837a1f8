import type { ApiConfig } from "../../generator/src/index.js";

/** Something of a document that lists and pages by a cursor. */
const listing = (item: object, parameters: object[] = []) => ({
  parameters: [
    ...parameters,
    { name: "cursor", in: "query", schema: { type: "string" }, description: "Cursor of the next page." },
    { name: "limit", in: "query", schema: { type: "integer" } },
  ],
  responses: {
    200: {
      description: "A page.",
      content: {
        "application/json": {
          schema: {
            type: "object",
            required: ["data"],
            properties: { data: { type: "array", items: item }, next_cursor: { type: "string", nullable: true } },
          },
        },
      },
    },
  },
});

const orders = {
  "/orders": {
    get: {
      operationId: "listOrders",
      tags: ["orders"],
      ...listing({ type: "object", required: ["id"], properties: { id: { type: "string" } } }, [
        { name: "status", in: "query", schema: { type: "string", enum: ["open", "paid"] } },
      ]),
    },
  },
};

const documentOf = (title: string, rest: object) => ({
  openapi: "3.0.3",
  info: { title, version: "1" },
  paths: {},
  ...rest,
});

const chunk = {
  type: "object",
  required: ["choices"],
  properties: {
    choices: {
      type: "array",
      items: {
        type: "object",
        required: ["delta"],
        properties: { delta: { type: "object", properties: { content: { type: "string" } } } },
      },
    },
  },
};

/** SDKs that the pages use and that are not among those in `generated/`, by the folder they stand in. */
export const SDKS: { readonly [output: string]: Omit<ApiConfig, "output"> } = {
  "src/example": { input: documentOf("Example", { paths: orders }) },
  "src/petstore": { input: "specs/pet-store/openapi.yaml", schemas: "zod" },
  "pet-store": { input: "specs/pet-store/openapi.yaml" },
  "src/openai": {
    name: "OpenAI",
    input: documentOf("OpenAI", {
      paths: {
        "/chat": {
          post: {
            operationId: "create",
            tags: ["chat"],
            requestBody: {
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    properties: {
                      model: { type: "string" },
                      messages: { type: "array", items: {} },
                      stream: { type: "boolean" },
                    },
                  },
                },
              },
            },
            responses: {
              200: {
                description: "The answer, or with `stream` its pieces.",
                content: { "application/json": { schema: {} }, "text/event-stream": { schema: chunk } },
              },
            },
          },
        },
      },
    }),
  },
  "src/shop": {
    input: documentOf("Shop", {
      paths: orders,
      security: [{ bearer: [] }, { appKey: [] }, { login: [] }, { oauth: [] }],
      components: {
        securitySchemes: {
          bearer: { type: "http", scheme: "bearer" },
          appKey: { type: "apiKey", in: "header", name: "X-App-Key" },
          login: { type: "http", scheme: "basic" },
          oauth: {
            type: "oauth2",
            flows: {
              clientCredentials: { tokenUrl: "https://shop.example/token", scopes: {} },
              authorizationCode: {
                authorizationUrl: "https://shop.example/authorize",
                tokenUrl: "https://shop.example/token",
                scopes: {},
              },
            },
          },
        },
      },
    }),
  },
};

/** What samples leave to their reader: other SDKs' classes, and values that the text speaks of. */
export const GLOBALS = `
import type { GitHub as GitHubClass } from "./generated/github/index.js";
import type { PetStore } from "./generated/pet-store/index.js";
import type { Issue } from "./generated/github/index.js";
import type { PagePromise } from "@sdkwright/runtime";
import type { MockApi } from "@sdkwright/runtime/testing";
import type { Shop as ShopClass } from "./src/shop/index.js";
import type { OpenAI } from "./src/openai/index.js";
import type { Redis } from "ioredis";
declare global {
  const GitHub: typeof GitHubClass; const Shop: typeof ShopClass;
  /** Of documents that are not here, so only what every client has. */
  const Stripe: typeof ShopClass; const Prices: typeof ShopClass;
  const github: GitHubClass; const openai: OpenAI;
  const owner: string; const repo: string; const id: string; const text: string; const url: string; const tenant: string;
  const username: string; const password: string; const clientId: string; const clientSecret: string;
  const p: { owner: string; repo: string }; const params: { owner: string; repo: string };
  const signal: AbortSignal;
  const list: PagePromise<Issue, Issue[]>;
  const redis: Redis; const api: MockApi; const client: PetStore;
  const test: typeof import("vitest").test; const expect: typeof import("vitest").expect;
  const model: string; const messages: object[];
  const vault: { read(name: string): Promise<string> };
  const metrics: { count(name: string, values: object): void };
  function open(url: URL | string): void;
  function save(value: unknown): Promise<void>;
  function readFile(path: string, encoding: "utf8"): Promise<string>;
  function writeFile(path: string, text: string): Promise<void>;
}
`;
