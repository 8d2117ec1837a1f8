import * as z from "zod";
import { baseUrlFault } from "./base-url.js";

const names = z.array(z.string());
const selection = z.strictObject({
  tags: names.optional(),
  paths: names.optional(),
  operations: names.optional(),
  deprecated: z.boolean().optional(),
});
const input = z.union([z.string().min(1), z.instanceof(URL), z.record(z.string(), z.unknown())]);
const inputs = z.union([input, z.array(input).min(1)]);
const pagingOverride = z.union([
  z.literal(false),
  z
    .object({
      style: z.enum(["page", "offset", "cursor", "keyset", "link-header", "next-url-in-body"]),
      items: z.string().optional(),
    })
    .catchall(z.union([z.string(), z.number(), z.boolean()])),
]);

const emitter = z
  .looseObject({ name: z.string().min(1), emit: z.custom<() => unknown>((value) => typeof value === "function") })
  .describe("what defineEmitter takes");

const encodings = ["hex", "base64", "base64url"] as const;
const hmac = z.strictObject({
  header: z.string().min(1),
  algorithm: z.enum(["sha1", "sha256", "sha512"]).optional(),
  encoding: z.enum(encodings).optional(),
  prefix: z.string().optional(),
  signs: z.string().endsWith("{body}", "must end with {body}").optional(),
  timestampHeader: z.string().min(1).optional(),
  idHeader: z.string().min(1).optional(),
  secret: z.enum(["utf8", ...encodings]).optional(),
});
const webhooks = z.strictObject({
  scheme: z.union([z.enum(["standard-webhooks", "stripe", "github", "slack"]), hmac]).optional(),
});

const library = z.enum(["zod", "zod/mini"]);

/** The shape of one entry of `apis`. Kept in step with `ApiConfig` by a type test. */
export const apiConfig = z.strictObject({
  input: inputs,
  output: z.string().min(1),
  overlays: z.array(input).optional(),
  include: selection.optional(),
  exclude: selection.optional(),
  allowHosts: names.optional(),
  allowFolder: z.string().min(1).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  maxBytes: z.number().int().positive().optional(),
  lint: z.boolean().optional(),
  name: z
    .string()
    .regex(/^[A-Za-z_$][\w$]*$/, "must be an identifier such as GitHub")
    .optional(),
  names: z
    .strictObject({
      schemas: z.record(z.string(), z.string()).optional(),
      operations: z.record(z.string(), z.string()).optional(),
      tags: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  namesFile: z.string().min(1).optional(),
  baseUrl: z
    .string()
    .superRefine((value, context) => {
      const wrong = baseUrlFault(value);
      if (wrong !== undefined) context.addIssue({ code: "custom", message: `it ${wrong}` });
    })
    .optional(),
  types: z
    .strictObject({
      dates: z.enum(["string", "Date"]).optional(),
      int64: z.enum(["number", "bigint"]).optional(),
      binary: z.enum(["blob", "bytes", "stream"]).optional(),
      enums: z.enum(["union", "enum", "open"]).optional(),
    })
    .optional(),
  schemas: z
    .union([
      z.literal(false),
      library,
      z.strictObject({ library, formats: z.enum(["requests", "always", "never"]).optional() }),
    ])
    .optional(),
  paging: z.union([z.literal(false), z.record(z.string(), pagingOverride)]).optional(),
  webhooks: webhooks.optional(),
  package: z
    .union([z.boolean(), z.strictObject({ name: z.string().optional(), version: z.string().optional() })])
    .optional(),
  importExtension: z.enum([".js", ".ts", ""]).optional(),
  tolerant: z.boolean().optional(),
  nullableRefs: z.boolean().optional(),
  tests: z.boolean().optional(),
  mocks: z.boolean().optional(),
  extensions: z.union([z.literal(false), z.string().min(1)]).optional(),
  emitters: z.array(emitter).optional(),
});

/** The shape of `codegen.config.*`. */
export const config = z.strictObject({ apis: z.record(z.string(), apiConfig) });
