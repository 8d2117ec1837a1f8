import { AuthError } from "../errors/auth-error.js";
import type { HttpRequest, HttpResponse } from "../http.js";
import type { Secret } from "./credential.js";
import { parseChallenges, parseParameters } from "./challenge.js";
import { clientNonce, digestAuthorization, readDigestChallenge, type DigestChallenge } from "./digest.js";
import { userPassword, withHeader } from "./placements.js";
import type { Presented, Presenter, PresenterDeps } from "./presenter.js";
import { SecretPresenter } from "./secret-presenter.js";

/** What was sent in answer to a challenge, to tell a stale nonce from a wrong password. */
interface Sent {
  readonly nonce: string | undefined;
}

/**
 * Digest authentication (RFC 7616). The first request of a client goes without a credential and brings the challenge;
 * from then on each request answers the latest nonce.
 */
export class DigestPresenter implements Presenter {
  readonly place = "header:authorization";
  readonly #secret: SecretPresenter;
  readonly #deps: PresenterDeps;
  readonly #cnonce = clientNonce();
  readonly #sent = new WeakMap<Presented, Sent>();
  #challenge: DigestChallenge | undefined;
  #count = 0;

  constructor(secret: Secret, deps: PresenterDeps) {
    this.#deps = deps;
    const place = (value: string) => ({
      secrets: secretsOf(value),
      apply: (request: HttpRequest) => this.#answer(request, value),
    });
    this.#secret = new SecretPresenter(this.place, secret, place, deps);
  }

  async current(signal?: AbortSignal): Promise<Presented> {
    const presented = { ...(await this.#secret.current(signal)) };
    this.#sent.set(presented, { nonce: this.#challenge?.nonce });
    return presented;
  }

  answered(presented: Presented, response: HttpResponse, round: number): boolean {
    const nonce = this.#sent.get(presented)?.nonce;
    if (response.status !== 401) {
      const next = parseParameters(response.headers["authentication-info"] ?? "").get("nextnonce");
      if (next !== undefined && this.#challenge?.nonce === nonce) this.#renew(next);
      return false;
    }
    return this.#challenged(response.headers["www-authenticate"] ?? "", nonce, round);
  }

  /** True: the challenge is new to us. The same password is not tried twice against one nonce. */
  #challenged(header: string, nonce: string | undefined, round: number): boolean {
    const challenges = parseChallenges(header);
    const challenge = readDigestChallenge(challenges);
    if (!challenge) return false;
    if ("unanswerable" in challenge) {
      const { api, scheme } = this.#deps;
      throw new AuthError(`${api} cannot be authenticated with \`${scheme}\`: ${challenge.unanswerable}.`);
    }
    const isStale = challenges.some((one) => one.parameters.get("stale")?.toLowerCase() === "true");
    if (challenge.nonce !== this.#challenge?.nonce) {
      this.#challenge = challenge;
      this.#count = 0;
    }
    return nonce === undefined || round === 0 || (isStale && round < 3);
  }

  #renew(nonce: string): void {
    if (!this.#challenge) return;
    this.#challenge = { ...this.#challenge, nonce };
    this.#count = 0;
  }

  #answer(request: HttpRequest, value: string): HttpRequest {
    if (!this.#challenge) return request;
    const { method, path } = request;
    const answered = { method, path, count: ++this.#count, cnonce: this.#cnonce };
    return withHeader(request, "authorization", digestAuthorization(this.#challenge, userPassword(value), answered));
  }
}

function secretsOf(value: string): string[] {
  const { password } = userPassword(value);
  return password ? [password] : [];
}
