import type { Attempt, CallContext, HeaderRecord, HttpResponse } from "../http.js";
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
  // Neither context nor body: they hold the request, which may be large.
  readonly #attempts: readonly Attempt[];
  readonly #fields: Readonly<HeaderRecord>;
  readonly #setCookie: readonly string[] | undefined;
  readonly #requestIdHeader: string | undefined;
  #headers: Headers | undefined;

  constructor(http: HttpResponse, context: CallContext, requestIdHeader?: string) {
    this.status = http.status;
    this.url = http.url;
    this.fromCache = http.fromCache ?? false;
    this.elapsedMs = performance.now() - context.startedAt;
    this.#fields = http.headers;
    this.#setCookie = http.setCookie;
    this.#attempts = context.attempts;
    this.#requestIdHeader = requestIdHeader;
  }

  /** Headers of the answer, made when first asked for. */
  get headers(): Headers {
    if (!this.#headers) {
      this.#headers = new Headers(this.#fields);
      for (const cookie of this.#setCookie ?? []) this.#headers.append("set-cookie", cookie);
    }
    return this.#headers;
  }

  /** The server's own name for this request. */
  get requestId(): string | undefined {
    return requestIdOf(this.#fields, this.#requestIdHeader);
  }

  /** How often the request was sent; 0 when the cache gave the answer. */
  get attempts(): number {
    return this.#attempts.length;
  }

  /** Media type of the body without parameters, in lower case. */
  get mediaType(): string | undefined {
    return mediaTypeOf(this.#fields["content-type"]);
  }
}
