import type { CallContext, HttpResponse } from "../http.js";
import { mediaTypeOf } from "./media-type.js";
import { requestIdOf } from "./request-id.js";

/** What is known of an answer beside its body. */
export class CallResponse {
  readonly status: number;
  /** The URL that answered, after redirects. */
  readonly url: string;
  /** The cache gave this answer. */
  readonly fromCache: boolean;
  /** From the call to the last byte of the body (of a stream: to its headers), ms. */
  readonly elapsedMs: number;
  readonly #context: CallContext;
  readonly #http: HttpResponse;
  readonly #requestIdHeader: string | undefined;
  #headers: Headers | undefined;

  constructor(http: HttpResponse, context: CallContext, requestIdHeader?: string) {
    this.status = http.status;
    this.url = http.url;
    this.fromCache = http.fromCache ?? false;
    this.elapsedMs = performance.now() - context.startedAt;
    this.#http = http;
    this.#context = context;
    this.#requestIdHeader = requestIdHeader;
  }

  /** Headers of the answer, made when first asked for. */
  get headers(): Headers {
    if (!this.#headers) {
      this.#headers = new Headers(this.#http.headers);
      for (const cookie of this.#http.setCookie ?? []) this.#headers.append("set-cookie", cookie);
    }
    return this.#headers;
  }

  /** The server's own name for this request. */
  get requestId(): string | undefined {
    return requestIdOf(this.#http.headers, this.#requestIdHeader);
  }

  /** How often the request was sent; 0 when the cache gave the answer. */
  get attempts(): number {
    return this.#context.attempts.length;
  }

  /** Media type of the body without parameters, in lower case. */
  get mediaType(): string | undefined {
    return mediaTypeOf(this.#http.headers["content-type"]);
  }
}
