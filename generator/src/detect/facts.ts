import type { HmacScheme } from "../config/config.js";

/** What was found out about an API beyond what the document states in so many words. Every decision has its evidence. */
export interface Facts {
  readonly auth: AuthFacts;
  readonly limits?: LimitFacts;
  readonly errors?: ErrorFacts;
  /** Header of an answer that names the request. */
  readonly requestIdHeader?: string;
  /** Undefined: the document has no webhooks. */
  readonly deliveries?: WebhookFacts;
  /** By operation key; only operations about which something was found. */
  readonly operations: ReadonlyMap<string, OperationFacts>;
}

/** A reason, with where it stands in the document. */
export interface Evidence {
  readonly text: string;
  readonly at?: string;
}

export interface OperationFacts {
  readonly paging?: PagingFacts;
  readonly stream?: StreamFacts;
  readonly idempotency?: { readonly header: string; readonly evidence: readonly Evidence[] };
  readonly failure?: {
    readonly pointer: string;
    readonly equals: readonly (string | number | boolean | null)[];
    /** Places that only failed answers fill. */
    readonly present?: readonly string[];
    readonly evidence: readonly Evidence[];
  };
  readonly limits?: LimitFacts;
  readonly cost?: number;
  /** 202 with a `Location` or a status URL. */
  readonly job?: { readonly location: string; readonly evidence: readonly Evidence[] };
  readonly upload?: boolean;
  readonly download?: boolean;
  /** Parameter and field by which changes since a moment can be asked for. */
  readonly incremental?: {
    readonly parameter: string;
    readonly field?: string;
    readonly evidence: readonly Evidence[];
  };
}

export type PagingStyle = "page" | "offset" | "cursor" | "keyset" | "link-header" | "next-url-in-body";

/** Vocabulary of detection.md. Request values are query parameter names, or `header:`/`path:`/`body:/pointer`. */
export interface PagingFacts {
  readonly style: PagingStyle;
  readonly request: {
    readonly page?: string;
    readonly offset?: string;
    readonly cursor?: string;
    readonly size?: string;
    readonly back?: string;
    readonly end?: string;
  };
  readonly response: {
    readonly items: string;
    readonly nextCursor?: string;
    readonly nextUrl?: string;
    readonly nextPage?: string;
    readonly nextOffset?: string;
    readonly hasMore?: string;
    readonly total?: string;
    readonly totalPages?: string;
    readonly keyField?: string;
    readonly link?: string;
  };
  /** `hasMore` points at a flag that is true on the last page. */
  readonly hasMoreInverted?: boolean;
  readonly itemsIsMap?: boolean;
  readonly idField?: string;
  /** Keyset: what the next request takes is the value of the last item and this much more. */
  readonly keyStep?: number;
  readonly base?: number;
  readonly defaultSize?: number;
  readonly maxSize?: number;
  /** 0 to 1. */
  readonly confidence: number;
  readonly evidence: readonly Evidence[];
  /** Who decided. */
  readonly from: "config" | "overlay" | "extension" | "links" | "detected";
}

export interface StreamFacts {
  readonly format: "sse" | "jsonl";
  readonly terminator?: string;
  /** Argument that switches streaming on, such as `body:/stream`. */
  readonly toggle?: string;
  readonly evidence: readonly Evidence[];
}

export interface AuthFacts {
  readonly schemes: { readonly [name: string]: SchemeFacts };
  /** Alternatives; the members of one are sent together. */
  readonly accept: readonly (readonly string[])[];
  /** Some operations work without a credential. */
  readonly anonymous: boolean;
  /** The document says nothing: a credential may or may not be needed. */
  readonly unknown: boolean;
  readonly evidence: readonly Evidence[];
}

export interface SchemeFacts {
  readonly type: "apiKey" | "http" | "oauth2" | "openIdConnect" | "mutualTLS";
  readonly in?: "header" | "query" | "cookie" | "path" | "body" | "server";
  readonly name?: string;
  readonly prefix?: string;
  /** http */
  readonly scheme?: string;
  readonly flows?: readonly {
    readonly flow: "authorizationCode" | "clientCredentials" | "deviceAuthorization" | "implicit" | "password";
    readonly authorizationUrl?: string;
    readonly tokenUrl?: string;
    readonly refreshUrl?: string;
    readonly deviceAuthorizationUrl?: string;
    readonly scopes: readonly string[];
  }[];
  readonly openIdConnectUrl?: string;
  readonly from: "declared" | "declared-wrong" | "parameter" | "description" | "server" | "body";
}

export interface LimitFacts {
  readonly requestsPerSecond?: number;
  readonly burst?: number;
  readonly limitHeader?: string;
  readonly remainingHeader?: string;
  readonly resetHeader?: string;
  readonly resetUnit?: "epoch-s" | "epoch-ms" | "delta-s" | "delta-ms" | "iso";
  readonly statuses: readonly number[];
  readonly retryAfter?: boolean;
  readonly evidence: readonly Evidence[];
}

export interface ErrorFacts {
  readonly message?: string;
  readonly code?: string;
  readonly requestId?: string;
  readonly problemJson?: boolean;
  readonly evidence: readonly Evidence[];
}

/** What is known of an API's webhooks beyond their bodies. */
export interface WebhookFacts {
  readonly signature?: SignatureFacts;
  /** Where events are told apart: `header:Name`, or a JSON Pointer into the body. */
  readonly by: readonly string[];
  /** By webhook, in the order of `Api.webhooks`. */
  readonly marks: readonly { readonly name: string; readonly marks: WebhookMarks }[];
  readonly evidence: readonly Evidence[];
}

/** Values at the places of `by`; `null` at one of them: any. `null` alone: nothing tells this webhook from the others. */
export type WebhookMarks = readonly (string | number | readonly (string | number)[] | null)[] | null;

export interface SignatureFacts {
  /** `hmac` without options: there is a signature, but nothing says how it is made. */
  readonly style: "standard-webhooks" | "stripe" | "github" | "slack" | "hmac";
  /** Header that holds the signature. */
  readonly header?: string;
  readonly hmac?: HmacScheme;
  readonly evidence: readonly Evidence[];
  readonly from: "config" | "detected";
}
