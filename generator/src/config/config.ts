import type { Emitter } from "../emit/emitter.js";
import type { JsonObject } from "../load/document.js";

/** What to read: a path, a URL, `-` for stdin, a file of an npm package, or a document in memory. */
export type Input = string | URL | JsonObject;

/** Picks operations. Every list is "any of"; `exclude` wins over the others. */
export interface Selection {
  /** Tags, any of which an operation has. */
  readonly tags?: readonly string[];
  /** Globs over path templates: `/repos/**`. */
  readonly paths?: readonly string[];
  /** `operationId` or `METHOD /path`; globs allowed. */
  readonly operations?: readonly string[];
  /** Keep deprecated operations. Default true. */
  readonly deprecated?: boolean;
}

/** Override of a detected pager, in the words of `codegen inspect`. `false` switches paging off. */
export type PagingOverride =
  | false
  | {
      readonly style: "page" | "offset" | "cursor" | "keyset" | "link-header" | "next-url-in-body";
      readonly items?: string;
      readonly [key: string]: string | number | boolean | undefined;
    };

/** How values of the wire are typed and converted. */
export interface TypeOptions {
  /** `date-time` and `date` as `string` or as `Date`. Default `string`. */
  readonly dates?: "string" | "Date";
  /** `format: int64` as `number` or exact as `bigint`. Default `number`. */
  readonly int64?: "number" | "bigint";
  /** Binary answers as `Blob`, `Uint8Array` or `ReadableStream`. Default `blob`. */
  readonly binary?: "blob" | "bytes" | "stream";
  /** Enums as literal unions, TypeScript enums, or literal unions that admit unknown values. Default `union`. */
  readonly enums?: "union" | "enum" | "open";
}

/** What schemas are written for: zod 4, or its small face. */
export type SchemaLibrary = "zod" | "zod/mini";

/** Schemas for validation at run time (docs/validation.md). */
export interface SchemaOptions {
  /** What the schemas are written for. */
  readonly library: SchemaLibrary;
  /** What `format` is checked on. Default `requests`. */
  readonly formats?: "requests" | "always" | "never";
}

/** A signature in a header of the sender's own: options of the runtime's `hmac`. */
export interface HmacScheme {
  /** Header that holds the signature. */
  readonly header: string;
  /** Default `sha256`. */
  readonly algorithm?: "sha1" | "sha256" | "sha512";
  /** Default `hex`. */
  readonly encoding?: "hex" | "base64" | "base64url";
  /** Stands before the signature: `sha256=`. */
  readonly prefix?: string;
  /** What is signed, such as `{timestamp}.{body}`. Default `{body}`. */
  readonly signs?: string;
  /** Header that holds the time of signing. Default: none. */
  readonly timestampHeader?: string;
  /** Header that holds the id of the message. Default: none. */
  readonly idHeader?: string;
  /** How secrets are written. Default `utf8`. */
  readonly secret?: "utf8" | "hex" | "base64" | "base64url";
}

/** What a document does not say of its webhooks (docs/webhooks.md). */
export interface WebhookOptions {
  /** How the sender signs its webhooks, where the document does not say. Default: what is detected. */
  readonly scheme?: "standard-webhooks" | "stripe" | "github" | "slack" | HmacScheme;
}

/** Names instead of those that the rules would give (docs/names.md). They win over `x-sdkwright-name` in the document. */
export interface NameOverrides {
  /** Component → type: `{ pet_dto: "Pet" }`. */
  readonly schemas?: { readonly [component: string]: string };
  /** `METHOD /path` or operationId → `pets.list`, or the method alone. */
  readonly operations?: { readonly [operation: string]: string };
  /** Tag → resource: `{ "Pet Store (v2)": "pets" }`. */
  readonly tags?: { readonly [tag: string]: string };
}

/**
 * One API of `codegen.config.ts`: what to read, where to write, and how the SDK is to be (docs/configuration.md). Paths
 * are relative to the configuration file.
 *
 * @example
 * import { defineConfig } from "sdkwright";
 * export default defineConfig({
 *   apis: { shop: { input: "shop.yaml", output: "src/shop", include: { tags: ["orders"] }, types: { dates: "Date" } } },
 * });
 */
export interface ApiConfig {
  /** One source, or several merged into one API. */
  readonly input: Input | readonly Input[];
  /** Output folder. */
  readonly output: string;
  /** OpenAPI Overlay 1.0 or 1.1 documents, applied in order. Default: none. */
  readonly overlays?: readonly Input[];
  /** Operations to keep: those that fit each list that is given. Default: all. */
  readonly include?: Selection;
  /** Operations to leave out; wins over `include`. Default: none. */
  readonly exclude?: Selection;
  /** Hosts from which `$ref` may load. Default none; files are limited to the folder of the main document. */
  readonly allowHosts?: readonly string[];
  /** Folder that references to files may read from. Default: the folder of the main document. */
  readonly allowFolder?: string;
  /** Headers for downloading the input; sent to the input's own origin only. Default: none. */
  readonly headers?: { readonly [name: string]: string };
  /** Bytes that one source may have. Default 100,000,000. */
  readonly maxBytes?: number;
  /** Also judge the documents by the rules of OpenAPI itself (Redocly's `spec` ruleset). Default false. */
  readonly lint?: boolean;
  /** Class name of the client. Default: from the title. */
  readonly name?: string;
  /** Names instead of those that the rules give. Default: none. */
  readonly names?: NameOverrides;
  /** File that keeps the names of this API from run to run. Commit it. Default: none is kept. */
  readonly namesFile?: string;
  /** Base URL that replaces the document's servers. Default: the document's. */
  readonly baseUrl?: string;
  /** How dates, 64-bit integers, binary answers and enums are typed. */
  readonly types?: TypeOptions;
  /** Also emit schemas for validation at run time. Default false. */
  readonly schemas?: false | SchemaLibrary | SchemaOptions;
  /** `METHOD /path` → override; `false` for the whole API switches paging off. Default: as detected. */
  readonly paging?: false | { readonly [operation: string]: PagingOverride };
  /** What the document does not say of its webhooks (docs/webhooks.md). */
  readonly webhooks?: WebhookOptions;
  /** Also write package.json and tsconfig.json, so that the folder can be published. Default false. */
  readonly package?: boolean | { readonly name?: string; readonly version?: string };
  /** How generated modules name each other. Default `.js`. */
  readonly importExtension?: ".js" | ".ts" | "";
  /** Turn references that lead nowhere into `unknown` with a warning rather than stopping. Default false. */
  readonly tolerant?: boolean;
  /** Honour 3.0's `nullable` beside `$ref`, as every author means it. Default true. */
  readonly nullableRefs?: boolean;
  /** Also write `tests/`, in which each operation is called with samples (docs/testing.md). Default false. */
  readonly tests?: boolean;
  /** Also write `mocks/`: factories of schemas and answers for your own tests (docs/testing.md). Default false. */
  readonly mocks?: boolean;
  /** Module with code of your own that the SDK's index hands out; `false`: none. Default: found in `extensions/` (docs/extensions.md). */
  readonly extensions?: string | false;
  /** Emitters of your own, whose files become part of the SDK (docs/plugins.md). */
  readonly emitters?: readonly Emitter[];
}

/** The contents of `codegen.config.ts`. */
export interface Config {
  /** Each API by the name that `codegen NAME` calls it. */
  readonly apis: { readonly [name: string]: ApiConfig };
}
