import type { Emitter } from "../emit/emitter.js";
import type { JsonObject } from "../load/document.js";

/** What to read: a path, a URL, `-` for stdin, a file of an npm package, or a document in memory. */
export type Input = string | URL | JsonObject;

/** Picks operations. Every list is "any of"; `exclude` wins over the others. */
export interface Selection {
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

export interface SchemaOptions {
  readonly library: SchemaLibrary;
  /** What `format` is checked on. Default `requests`. */
  readonly formats?: "requests" | "always" | "never";
}

/** A signature in a header of the sender's own: options of the runtime's `hmac`. */
export interface HmacScheme {
  readonly header: string;
  /** Default `sha256`. */
  readonly algorithm?: "sha1" | "sha256" | "sha512";
  /** Default `hex`. */
  readonly encoding?: "hex" | "base64" | "base64url";
  /** Stands before the signature: `sha256=`. */
  readonly prefix?: string;
  /** What is signed, such as `{timestamp}.{body}`. Default `{body}`. */
  readonly signs?: string;
  readonly timestampHeader?: string;
  readonly idHeader?: string;
  /** How secrets are written. Default `utf8`. */
  readonly secret?: "utf8" | "hex" | "base64" | "base64url";
}

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

export interface ApiConfig {
  /** One source, or several merged into one API. */
  readonly input: Input | readonly Input[];
  /** Output folder. */
  readonly output: string;
  readonly overlays?: readonly Input[];
  readonly include?: Selection;
  readonly exclude?: Selection;
  /** Hosts from which `$ref` may load. Default none; files are limited to the folder of the main document. */
  readonly allowHosts?: readonly string[];
  /** Folder that references to files may read from. Default: the folder of the main document. */
  readonly allowFolder?: string;
  /** Headers for downloading the input; sent to the input's own origin only. */
  readonly headers?: { readonly [name: string]: string };
  /** Bytes that one source may have. Default 100,000,000. */
  readonly maxBytes?: number;
  /** Also judge the documents by the rules of OpenAPI itself (Redocly's `spec` ruleset). Default false. */
  readonly lint?: boolean;
  /** Class name of the client. Default: from the title. */
  readonly name?: string;
  readonly names?: NameOverrides;
  /** File that keeps the names of this API from run to run. Commit it. Default: none is kept. */
  readonly namesFile?: string;
  /** Base URL that replaces the document's servers. */
  readonly baseUrl?: string;
  readonly types?: TypeOptions;
  /** Also emit schemas for validation at run time. Default false. */
  readonly schemas?: false | SchemaLibrary | SchemaOptions;
  /** `METHOD /path` → override; `false` for the whole API switches paging off. */
  readonly paging?: false | { readonly [operation: string]: PagingOverride };
  /** What the document does not say of its webhooks (docs/webhooks.md). */
  readonly webhooks?: WebhookOptions;
  /** Also write package.json and tsconfig.json, so that the folder can be published. */
  readonly package?: boolean | { readonly name?: string; readonly version?: string };
  /** How generated modules name each other. Default `.js`. */
  readonly importExtension?: ".js" | ".ts" | "";
  /** Turn references that lead nowhere into `unknown` with a warning rather than stopping. */
  readonly tolerant?: boolean;
  /** Honour 3.0's `nullable` beside `$ref`, as every author means it. Default true. */
  readonly nullableRefs?: boolean;
  readonly tests?: boolean;
  readonly mocks?: boolean;
  /** Module with code of your own that the SDK's index hands out; `false`: none. Default: found in `extensions/` (docs/extensions.md). */
  readonly extensions?: string | false;
  /** Emitters of your own, whose files become part of the SDK (docs/plugins.md). */
  readonly emitters?: readonly Emitter[];
}

/** The contents of `codegen.config.ts`. */
export interface Config {
  readonly apis: { readonly [name: string]: ApiConfig };
}
