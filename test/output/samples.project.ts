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
            properties: { data: { type: "array", items: item }, next_cursor: { type: ["string", "null"] } },
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
  openapi: "3.1.0",
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
      security: [{ certificate: [] }, { bearer: [] }, { appKey: [] }, { login: [] }, { oauth: [] }],
      components: {
        securitySchemes: {
          bearer: { type: "http", scheme: "bearer" },
          certificate: { type: "mutualTLS" },
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

/** Names of the runtime that examples beside its sources do not import, by the entry they come from. */
const ENTRIES = {
  "@sdkwright/runtime": ["MemoryLimiterStore", "SdkError"],
  "@sdkwright/runtime/auth": ["cookieJar"],
  "@sdkwright/runtime/fetch": ["fetchTransport"],
  "@sdkwright/runtime/node": [
    "driftLog",
    "fileCacheStore",
    "fileFromPath",
    "fileTokenStore",
    "loopbackReceiver",
    "undiciTransport",
  ],
  "@sdkwright/runtime/redis": [
    "fromIoredis",
    "fromNodeRedis",
    "redisCacheStore",
    "redisLimiterStore",
    "redisTokenStore",
  ],
  "@sdkwright/runtime/testing": [
    "answerOf",
    "failureOf",
    "HttpDispatcher",
    "MockApi",
    "overridden",
    "record",
    "replay",
  ],
  "@sdkwright/runtime/webhooks": ["hmac", "stripe", "verifyWebhook", "WebhookVerificationError"],
  "./generated/github/client.js": ["createClient", "GitHub"],
  "./generated/github/resources/repos.js": ["reposGet"],
  "./generated/pet-store/index.js": ["PetStore"],
  "./generated/pet-store/mocks/index.js": ["answerPetsGet", "mockCat"],
  "./generated/pet-store/resources/pets.js": ["petsGet"],
  "./generated/pet-store/webhooks.js": ["webhooks"],
  "./src/shop/index.js": ["Shop"],
  ioredis: ["Redis"],
  "node:fs": ["createReadStream", "createWriteStream", "openAsBlob"],
  "node:fs/promises": ["readFile", "writeFile"],
  "node:http": ["createServer"],
  "node:stream/promises": ["pipeline"],
  sdkwright: ["dataLiteral", "defineEmitter"],
  undici: ["ProxyAgent"],
  vitest: ["expect", "test"],
};
const known = Object.entries(ENTRIES).flatMap(([entry, names]) =>
  names.map((name) => `const ${name}: typeof import(${JSON.stringify(entry)}).${name};`),
);

/** A package that is not installed here, as far as its users see it. */
export const REDIS = `declare module "redis" {
  export function createClient(options: object): { connect(): Promise<import("@sdkwright/runtime/redis").NodeRedisLike> };
}`;

/** What samples leave to their reader: modules of the same SDK, and values that the text speaks of. */
export const GLOBALS = `
import type { GitHub, Issue } from "./generated/github/index.js";
import type { OpenAI } from "./src/openai/index.js";
import type * as runtime from "@sdkwright/runtime";
import type * as redisEntry from "@sdkwright/runtime/redis";
import type * as testing from "@sdkwright/runtime/testing";
import type * as webhooksEntry from "@sdkwright/runtime/webhooks";
declare global {
  ${known.join("\n  ")}
  type Credential<Kind extends runtime.CredentialKind> = runtime.Credential<Kind>;
  type ByMediaType<Bodies extends { [mediaType: string]: unknown }> = runtime.ByMediaType<Bodies>;
  type RedisAdapter = redisEntry.RedisAdapter;
  type SeenBefore = webhooksEntry.SeenBefore;
  type Report = { total: number };
  // Classes of documents that are not here: only what every client has.
  const Stripe: typeof Shop; const Prices: typeof Shop; const Bank: typeof Shop; const Forum: typeof Shop;
  const github: GitHub; const openai: OpenAI; const api: testing.MockApi; const client: InstanceType<typeof PetStore>; const store: InstanceType<typeof PetStore>;
  const box: { files: { upload(params: { body: { file: runtime.FileInput } }): Promise<void> } };
  const drive: { files: { upload(params: { body: runtime.FileInput }): Promise<void> } };
  const list: runtime.PagePromise<Issue, Issue[]>;
  const owner: string; const repo: string; const id: string; const text: string; const url: string; const tenant: string;
  const auth: string; const username: string; const password: string; const clientId: string; const clientSecret: string;
  const secret: string; const endpoint: string; const model: string; const messages: object[]; const body: object;
  const p: { owner: string; repo: string; ref: string }; const params: { owner: string; repo: string };
  const signal: AbortSignal; const request: Request; const env: { SERVICE: { fetch: typeof fetch } };
  const redis: InstanceType<typeof Redis>; const adapter: RedisAdapter;
  const vault: { read(name: string): Promise<string> };
  const metrics: { count(name: string, values: object): void };
  function open(url: URL | string): void; function openUrl(url: string): void;
  function save(value: unknown): Promise<void>;
}
`;
