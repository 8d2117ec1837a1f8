import type { Json } from "../load/document.js";
import type { Schema } from "./schema.js";

/**
 * The IR: what an API is, in the document's own words. Plain data without identifiers; wire names throughout. All lists
 * that come from JSON objects are sorted by key here, once, so that nothing downstream depends on the order of keys.
 */
export interface Api {
  readonly info: Info;
  readonly servers: readonly Server[];
  /** Requirement of operations that state none. Undefined: the document says nothing. */
  readonly security?: readonly Requirement[];
  readonly schemes: readonly SecurityScheme[];
  /** Component schemas, sorted by name. */
  readonly schemas: readonly NamedSchema[];
  /** Sorted by path, then method. */
  readonly operations: readonly Operation[];
  readonly webhooks: readonly Operation[];
  readonly tags: readonly Tag[];
  readonly extensions: Extensions;
}

export type Extensions = { readonly [name: `x-${string}`]: Json };

export interface Info {
  readonly title: string;
  readonly version: string;
  readonly description?: string;
  readonly termsOfService?: string;
  readonly contact?: { readonly name?: string; readonly url?: string; readonly email?: string };
  readonly license?: { readonly name: string; readonly url?: string; readonly identifier?: string };
  readonly externalDocs?: ExternalDocs;
}

export interface ExternalDocs {
  readonly url: string;
  readonly description?: string;
}

export interface Tag {
  readonly name: string;
  readonly description?: string;
  readonly externalDocs?: ExternalDocs;
  /** OpenAPI 3.2. */
  readonly parent?: string;
  readonly extensions?: Extensions;
}

export interface Server {
  readonly url: string;
  readonly name?: string;
  readonly description?: string;
  readonly variables: readonly ServerVariable[];
}

export interface ServerVariable {
  readonly name: string;
  readonly default: string;
  readonly enum?: readonly string[];
  readonly description?: string;
}

/** Scheme name → scopes; all are needed together. Empty: anonymous. */
export type Requirement = readonly { readonly scheme: string; readonly scopes: readonly string[] }[];

export interface SecurityScheme {
  readonly name: string;
  readonly at: string;
  readonly type: "apiKey" | "http" | "oauth2" | "openIdConnect" | "mutualTLS";
  readonly description?: string;
  readonly deprecated?: boolean;
  /** apiKey */
  readonly in?: "query" | "header" | "cookie";
  readonly parameter?: string;
  /** http */
  readonly scheme?: string;
  readonly bearerFormat?: string;
  /** oauth2 */
  readonly flows?: readonly OAuthFlow[];
  readonly openIdConnectUrl?: string;
  readonly extensions: Extensions;
}

export interface OAuthFlow {
  readonly flow: "authorizationCode" | "clientCredentials" | "deviceAuthorization" | "implicit" | "password";
  readonly authorizationUrl?: string;
  readonly tokenUrl?: string;
  readonly refreshUrl?: string;
  readonly deviceAuthorizationUrl?: string;
  readonly scopes: readonly { readonly name: string; readonly description?: string }[];
}

export interface NamedSchema {
  /** Key in `components.schemas`. */
  readonly name: string;
  readonly at: string;
  readonly schema: Schema;
}

export interface Operation {
  /** `GET /pets/{id}`; for a webhook its name. Unique. */
  readonly key: string;
  /** Upper case: `GET`, `QUERY`, or any method of `additionalOperations`. */
  readonly method: string;
  readonly path: string;
  readonly operationId?: string;
  readonly tags: readonly string[];
  readonly summary?: string;
  readonly description?: string;
  readonly externalDocs?: ExternalDocs;
  readonly deprecated?: boolean;
  /** Path-level ones merged in. Path parameters first, in the order of the path; then required; then document order. */
  readonly parameters: readonly Parameter[];
  /** Values of the headers that the client writes itself, where the document says more than its media types do. */
  readonly headers?: { readonly accept?: string; readonly "content-type"?: string };
  readonly body?: RequestBody;
  /** Sorted: exact statuses, ranges, default. */
  readonly responses: readonly Response[];
  /** Undefined: the API's own. */
  readonly security?: readonly Requirement[];
  /** Undefined: the API's own. Path-level servers count as the operation's. */
  readonly servers?: readonly Server[];
  readonly callbacks: readonly {
    readonly name: string;
    readonly expression: string;
    readonly operations: readonly Operation[];
  }[];
  readonly extensions: Extensions;
  /** JSON Pointer of the operation. */
  readonly at: string;
}

export interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header" | "cookie" | "querystring";
  readonly required: boolean;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly schema: Schema;
  /** Filled in with OpenAPI's default for the location. */
  readonly style: "simple" | "label" | "matrix" | "form" | "spaceDelimited" | "pipeDelimited" | "deepObject" | "cookie";
  readonly explode: boolean;
  readonly allowReserved: boolean;
  readonly allowEmptyValue: boolean;
  /** Media type of a parameter described by `content`. */
  readonly content?: string;
  readonly examples: readonly Json[];
  readonly extensions: Extensions;
  readonly at: string;
}

export interface RequestBody {
  readonly required: boolean;
  readonly description?: string;
  /** In order of preference: JSON, then form, multipart, others; ties by name. */
  readonly media: readonly MediaType[];
  readonly at: string;
}

export interface MediaType {
  /** As written, without white space: `application/vnd.x+json;v=1`. */
  readonly type: string;
  /** Undefined: nothing is said of the content. */
  readonly schema?: Schema;
  /** OpenAPI 3.2: schema of each item of a sequence. Of a server-sent event, as it is when its data is decoded. */
  readonly itemSchema?: Schema;
  /** What `itemSchema` says of server-sent events beside their type. */
  readonly events?: { readonly data?: EventData; readonly end?: string };
  readonly encoding: readonly Encoding[];
  readonly examples: readonly Json[];
  readonly at: string;
}

/** How the data of server-sent events is read: of all, or by the name of the event, `""` for all others. */
export type EventData = "json" | { readonly [event: string]: "json" | "text" };

export interface Encoding {
  readonly property: string;
  readonly contentType?: string;
  readonly style?: Parameter["style"];
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly headers: readonly Header[];
}

export interface Response {
  /** `200`, `4XX` (upper case), `default`. */
  readonly status: string;
  readonly description?: string;
  readonly headers: readonly Header[];
  readonly media: readonly MediaType[];
  readonly links: readonly Link[];
  readonly at: string;
}

export interface Header {
  readonly name: string;
  readonly required: boolean;
  readonly description?: string;
  readonly deprecated?: boolean;
  readonly schema: Schema;
  readonly examples: readonly Json[];
  readonly at: string;
}

export interface Link {
  readonly name: string;
  readonly operationId?: string;
  readonly operationRef?: string;
  readonly parameters: readonly { readonly name: string; readonly value: Json }[];
  readonly requestBody?: Json;
  readonly description?: string;
}
