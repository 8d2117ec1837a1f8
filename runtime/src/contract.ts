/**
 * The one shape that generated code satisfies. Operations are data; the runtime does the work.
 *
 * Everything here is plain, JSON-like and free of behaviour, so that a bundle which calls one operation carries one
 * operation. `CONTRACT` is raised whenever an older SDK would no longer be read correctly; since it is a literal type
 * in {@link ApiDefinition}, a mismatch is a compile error in the user's project.
 */
export const CONTRACT = 1;

/** Where a parameter travels. `querystring` is OpenAPI 3.2's whole-query parameter. */
export type ParameterLocation = "path" | "query" | "header" | "cookie" | "querystring";

/** Serialisation styles of OpenAPI 3.x ("Style Values"), plus `cookie` of 3.2. */
export type ParameterStyle =
  | "simple"
  | "label"
  | "matrix"
  | "form"
  | "spaceDelimited"
  | "pipeDelimited"
  | "deepObject"
  | "cookie";

/** How one parameter is put on the wire. Its key in {@link OperationDefinition.params} is the key of the argument. */
export interface ParameterSpec {
  readonly in: ParameterLocation;
  /** The wire name, only where it differs from the argument's key (two parameters of one name). */
  readonly name?: string;
  /** Default: `simple` in path and header, `form` in query and cookie. */
  readonly style?: ParameterStyle;
  /** Default: `true` for `form` and `cookie`, else `false`. */
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  /** A media type when the parameter is described by `content` rather than `schema`. */
  readonly content?: string;
  /** Strings of this parameter are dates without a time (`full-date`), so a `Date` is sent as `YYYY-MM-DD`. */
  readonly date?: true;
}

/** A path parameter of the default style. */
export const path: ParameterSpec = { in: "path" };
/** A query parameter of the default style. */
export const query: ParameterSpec = { in: "query" };
/** A header parameter of the default style. */
export const header: ParameterSpec = { in: "header" };
/** A cookie parameter of the default style. */
export const cookie: ParameterSpec = { in: "cookie" };

/** How a request body of one media type is written. */
export type BodyKind = "json" | "form" | "multipart" | "text" | "binary" | "jsonl";

/** OpenAPI's Encoding Object for one property of a form or multipart body. */
export interface PropertyEncoding {
  readonly contentType?: string;
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
}

/** A body whose properties have encodings of their own. */
export interface EncodedBody {
  readonly kind: BodyKind;
  readonly encoding?: { readonly [property: string]: PropertyEncoding };
}

/** Media type → how to write it. The first key is the default; others are chosen by the argument's `contentType`. */
export type BodySpec = { readonly [mediaType: string]: BodyKind | EncodedBody };

/** How an answer of one media type is read. `none`: nothing is expected in the body. */
export type AnswerKind = "json" | "text" | "binary" | "none" | "sse" | "jsonl";

/**
 * Success answers by status (`200`, `2XX`, `default`; exact wins over range wins over default). A bare kind stands for
 * its usual media type; a record lists media types in order of preference, which is also the `Accept` header.
 * Absent: `{ "2XX": "json" }`.
 */
export type AnswerSpec = {
  readonly [status: string]: AnswerKind | { readonly [mediaType: string]: AnswerKind };
};

/**
 * How an operation pages. Request members name a key of the argument object, or `body:/json/pointer`. Response members
 * are JSON Pointers into the decoded body (`""` is the root), or `header:Name`.
 */
export interface PagingSpec {
  readonly style: "page" | "offset" | "cursor" | "keyset" | "link" | "next-url";
  readonly page?: string;
  readonly offset?: string;
  readonly cursor?: string;
  readonly size?: string;
  /** Range pagers: the parameter that takes the exclusive end of the range. */
  readonly end?: string;
  /** Number of the first page, or first offset. Default: 1 for `page`, 0 for `offset`. */
  readonly base?: number;
  /** Page size the server uses when none is sent, and the most it accepts. */
  readonly defaultSize?: number;
  readonly maxSize?: number;
  readonly items: string;
  /** The items are the values of a map. */
  readonly itemsIsMap?: true;
  readonly nextCursor?: string;
  readonly nextUrl?: string;
  readonly nextPage?: string;
  readonly nextOffset?: string;
  /** A boolean that is true while there is more. */
  readonly hasMore?: string;
  /** A boolean that is true on the last page (`done`, `isLast`, `last`). */
  readonly done?: string;
  readonly total?: string;
  readonly totalPages?: string;
  /** Keyset: pointer, relative to an item, of the value that the next request takes. */
  readonly keyField?: string;
  /** Keyset: added to that value, where the API takes the first id to hand out rather than the last that it did. Default 0. */
  readonly keyStep?: number;
  /** Pointer, relative to an item, of its identity; used to count duplicates. */
  readonly idField?: string;
}

/** An answer that is a sequence of events. */
export interface StreamSpec {
  readonly format: "sse" | "jsonl";
  /** `data` of the event that ends the stream on purpose, such as `[DONE]`. */
  readonly terminator?: string;
  /**
   * Server-sent events: how `data` is read, of all events or by the name of the event (`""`: all others). Default:
   * `json`, and `text` with `envelope`.
   */
  readonly data?: "json" | "text" | { readonly [event: string]: "json" | "text" };
  /**
   * Server-sent events: the type describes the whole event `{ event, data, id, retry }`, as `itemSchema` of OpenAPI 3.2
   * does. Default: it describes `data` alone.
   */
  readonly envelope?: true;
}

/**
 * What to convert in a decoded body, so that the value is what its type says (options `dates` and `int64` of the
 * generator). A leaf is a conversion; `p` goes into named properties, `m` into all other values of a map, `a` into the
 * items of an array, `t` into the places of a tuple, `all` applies several, `ref` breaks recursion.
 */
export type Codec =
  | "date-time"
  | "date"
  | "bigint"
  | {
      readonly p?: { readonly [property: string]: Codec };
      readonly m?: Codec;
      readonly a?: Codec;
      readonly t?: readonly Codec[];
      readonly all?: readonly Codec[];
      readonly ref?: () => Codec;
    };

/** Scheme name → scopes. All entries are needed together; `{}` is "no credential". */
export type SecurityRequirement = { readonly [scheme: string]: readonly string[] };

/** A server of the document. Variables stand in braces in the URL. */
export interface ServerSpec {
  readonly url: string;
  readonly name?: string;
  readonly variables?: {
    readonly [name: string]: { readonly default: string; readonly enum?: readonly string[] };
  };
}

/** Facts of one OAuth 2.0 flow (RFC 6749), URLs as in the document. */
export interface OAuthFlowSpec {
  readonly authorizationUrl?: string;
  readonly tokenUrl?: string;
  readonly refreshUrl?: string;
  readonly deviceAuthorizationUrl?: string;
  readonly scopes?: readonly string[];
}

/** One way to present a credential. */
export type SecuritySchemeSpec =
  | {
      readonly type: "apiKey";
      readonly in: "header" | "query" | "cookie" | "path" | "body" | "server";
      /** Header, parameter or server-variable name; a JSON Pointer for `body`. */
      readonly name: string;
      /** Put before the key, with its blank: `"SSWS "`, `"Bearer "`. */
      readonly prefix?: string;
    }
  | { readonly type: "http"; readonly scheme: string; readonly prefix?: string }
  | {
      readonly type: "oauth2";
      readonly flows: {
        readonly [
          flow in "authorizationCode" | "clientCredentials" | "deviceAuthorization" | "implicit" | "password"
        ]?: OAuthFlowSpec;
      };
    }
  | { readonly type: "openIdConnect"; readonly url: string }
  | { readonly type: "mutualTLS" };

/** Where an error body keeps what a person wants to read. JSON Pointers. */
export interface ErrorShape {
  readonly message?: string;
  readonly code?: string;
  readonly requestId?: string;
}

/** A success status whose body says that the call failed (`ok: false`). */
export interface FailureFlag {
  readonly pointer: string;
  /** The call failed when the value at `pointer` equals one of these. */
  readonly equals: readonly (string | number | boolean | null)[];
  /**
   * Places that only failed answers fill, such as a message about a limit beside optional data: the call failed when one
   * of them holds something. `null`, `false`, `""` and empty lists are nothing. Default none.
   */
  readonly present?: readonly string[];
}

/** What is known of the server's limits before the first answer. */
export interface LimitSpec {
  readonly requestsPerSecond?: number;
  readonly burst?: number;
  readonly headers?: {
    readonly limit?: string;
    readonly remaining?: string;
    readonly reset?: string;
    readonly resetUnit?: "epoch-s" | "epoch-ms" | "delta-s" | "delta-ms" | "iso";
  };
  /** Statuses that mean "slow down" beside 429 and 503. */
  readonly statuses?: readonly number[];
}

/**
 * A schema that judges one value. Structural, so that the runtime depends on no validation library; every zod 4 and
 * zod/mini schema is one. `_zod.def` is what drift reports read to tell a new field from a changed one.
 */
export interface ValueSchema {
  safeParse(value: unknown): {
    readonly success: boolean;
    readonly data?: unknown;
    readonly error?: { readonly issues: readonly ValueIssue[] };
  };
}

/** One thing wrong with a value, in zod's words. */
export interface ValueIssue {
  readonly code?: string;
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

/** Schemas of one operation. They judge values as they are on the wire, before conversions such as `Date`. */
export interface OperationSchemas {
  /** Parameters by argument key. One that is required and absent is an issue of its own. */
  readonly params?: { readonly [key: string]: { readonly schema: ValueSchema; readonly required?: true } };
  /** Request bodies by media type. */
  readonly body?: { readonly [mediaType: string]: ValueSchema };
  /** Answers, of success and of error, by status (`200`, `4XX`, `default`), then by media type. */
  readonly answers?: { readonly [status: string]: { readonly [mediaType: string]: ValueSchema } };
}

/** Schemas of the bodies of webhooks, by the names of their events. */
export interface EventSchemas {
  readonly [event: string]: ValueSchema;
}

/** The run-time part of an operation: data only. */
export interface OperationDefinition {
  /** `operationId`, or `METHOD /path` where the document has none. */
  readonly id: string;
  readonly method: string;
  /** Path template with wire names in braces, or an absolute URL template when the operation has a server of its own. */
  readonly path: string;
  readonly params?: { readonly [key: string]: ParameterSpec };
  /** Headers sent with every call of this operation, by name in lower case, unless the client or a call has its own. */
  readonly headers?: { readonly [name: string]: string };
  readonly body?: BodySpec;
  readonly answers?: AnswerSpec;
  /** Values sent with every call of this operation, by argument key or `body:/pointer` (`stream: true`). */
  readonly constants?: { readonly [key: string]: unknown };
  /** Absent: the API's own requirement. Alternatives; the members of one are needed together. */
  readonly security?: readonly SecurityRequirement[];
  /** Absent: the API's own servers. */
  readonly servers?: readonly ServerSpec[];
  readonly paging?: PagingSpec;
  readonly stream?: StreamSpec;
  /** Header that carries an idempotency key. */
  readonly idempotency?: string;
  /** Statuses to retry beside the usual ones; `false` for never. */
  readonly retry?: readonly number[] | false;
  readonly failure?: FailureFlag;
  readonly errorShape?: ErrorShape;
  readonly limits?: LimitSpec;
  /** How many units of a rate budget one call takes. Default 1. */
  readonly cost?: number;
  /** Conversions per success status. */
  readonly decode?: { readonly [status: string]: Codec };
  /** Conversions of the request body (dates without time; `Date` and `bigint` need none). */
  readonly encode?: Codec;
  /** Names of parameters and members that hold a credential (`format: password`); fixtures are kept without them. */
  readonly secrets?: readonly string[];
  /**
   * Where the schemas of this operation are, when the SDK was generated with `schemas`: what loads their module when they
   * are first needed, and the name of a function in it that gives {@link OperationSchemas}.
   */
  readonly schemas?: readonly [load: () => Promise<object>, name: string];
}

/**
 * The answers of one status by media type, where there is more than one.
 *
 * @example
 * type Successes = { 200: ByMediaType<{ "application/json": Report; "text/csv": string }> };
 */
export interface ByMediaType<Bodies extends { [mediaType: string]: unknown }> {
  readonly "~bodies": Bodies;
}

declare const types: unique symbol;

/** Phantom types of an operation: never present at run time. */
export interface OperationTypes<Kind extends string, Params, Result, Failures, Successes> {
  readonly [types]?: {
    readonly kind: Kind;
    readonly params: Params;
    readonly result: Result;
    readonly failures: Failures;
    readonly successes: Successes;
  };
}

/**
 * An operation that answers once.
 *
 * `Failures` maps status (`404`, `"4XX"`, `"default"`) to the body of the error. `Successes` maps status to body where
 * the operation has more than one success answer; by default every success status has `Result`.
 */
export interface Operation<Params = unknown, Result = unknown, Failures = unknown, Successes = unknown>
  extends OperationDefinition, OperationTypes<"call", Params, Result, Failures, Successes> {
  readonly paging?: never;
  readonly stream?: never;
}

/** An operation whose answer is one page of many. `Result` is the body of a page. */
export interface PagedOperation<Params = unknown, Item = unknown, Result = unknown, Failures = unknown>
  extends OperationDefinition, OperationTypes<"paged", Params, readonly [Item, Result], Failures, unknown> {
  readonly paging: PagingSpec;
  readonly stream?: never;
}

/** An operation that answers with a stream of events. */
export interface StreamOperation<Params = unknown, Event = unknown, Failures = unknown>
  extends OperationDefinition, OperationTypes<"stream", Params, Event, Failures, unknown> {
  readonly stream: StreamSpec;
  readonly paging?: never;
}

/** What one API is, for the client: servers, credentials, conventions. */
export interface ApiDefinition {
  readonly contract: typeof CONTRACT;
  /** Name for people, as in error messages: `GitHub`. */
  readonly name: string;
  /** Prefix of environment variables: `GITHUB` gives `GITHUB_TOKEN`. */
  readonly env: string;
  readonly servers: readonly ServerSpec[];
  readonly schemes: { readonly [name: string]: SecuritySchemeSpec };
  /** Requirement of operations that state none. Empty: no credential is known to be needed. */
  readonly security: readonly SecurityRequirement[];
  readonly errorShape?: ErrorShape;
  readonly limits?: LimitSpec;
  /** Header of an answer that identifies the request for the vendor's support. */
  readonly requestIdHeader?: string;
  /** JSON numbers beyond 2^53 are kept exact and handed out as `bigint` where a codec says so. */
  readonly int64?: "bigint";
  /** How `binary` answers are handed out. Default `blob`. */
  readonly binary?: "blob" | "bytes" | "stream";
  /** Operations come with schemas, where there is something to check. */
  readonly schemas?: true;
}
