import { AwsV4Signer } from "aws4fetch";
import { ConfigError } from "../errors/config-error.js";
import type { HttpBody, HttpRequest } from "../http.js";
import type { AwsCredential } from "./credential.js";
import { fingerprint } from "./fingerprint.js";
import type { Presented, Presenter, PresenterDeps } from "./presenter.js";

/** Signs each request to AWS (Signature Version 4), with the time of its attempt. */
export class SignaturePresenter implements Presenter {
  readonly place = "header:authorization";
  readonly #credential: AwsCredential;
  readonly #deps: PresenterDeps;
  /** Derived keys, which change daily. */
  readonly #cache = new Map<string, ArrayBuffer>();
  readonly #identity: Promise<string>;

  constructor(credential: AwsCredential, deps: PresenterDeps) {
    this.#credential = credential;
    this.#deps = deps;
    this.#identity = fingerprint(credential.accessKeyId);
  }

  async current(): Promise<Presented> {
    const { secretAccessKey, sessionToken } = this.#credential;
    return {
      identity: await this.#identity,
      secrets: [secretAccessKey, ...(sessionToken === undefined ? [] : [sessionToken])],
      apply: (request) => this.#sign(request),
    };
  }

  async #sign(request: HttpRequest): Promise<HttpRequest> {
    const { accessKeyId, secretAccessKey, sessionToken, region, service } = this.#credential;
    const body = await this.#hashable(request.body);
    const signed = await new AwsV4Signer({
      method: request.method,
      url: request.origin + request.path,
      headers: { ...request.headers },
      ...(body !== undefined && { body }),
      accessKeyId,
      secretAccessKey,
      ...(sessionToken !== undefined && { sessionToken }),
      ...(region !== undefined && { region }),
      ...(service !== undefined && { service }),
      cache: this.#cache,
    }).sign();
    return { ...request, headers: Object.fromEntries(signed.headers) };
  }

  /** The bytes whose hash is signed. */
  async #hashable(body: HttpBody | undefined): Promise<string | Uint8Array<ArrayBuffer> | undefined> {
    if (body === undefined || typeof body === "string" || body instanceof Uint8Array) return body;
    if (this.#credential.service === "s3") return undefined; // S3 takes UNSIGNED-PAYLOAD.
    if (body instanceof Blob) return new Uint8Array(await body.arrayBuffer());
    const { api, scheme } = this.#deps;
    throw new ConfigError(
      `${api} cannot sign (\`${scheme}\`) a body that is a stream, because its hash is needed first. Pass a string, bytes or a Blob.`,
    );
  }
}
