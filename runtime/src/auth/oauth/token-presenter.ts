import type { SecuritySchemeSpec } from "../../contract.js";
import type { HttpResponse } from "../../http.js";
import { fingerprint } from "../fingerprint.js";
import { MemoryTokenStore } from "../memory-token-store.js";
import type { OAuthCredential } from "../oauth-credential.js";
import type { Placement, Presented, Presenter, PresenterDeps } from "../presenter.js";
import { TokenManager } from "./token-manager.js";
import { TokenRequester } from "./token-requester.js";
import type { TokenSourceDeps } from "./token-source.js";

/** Presents the access token that a token manager keeps fit. */
export class TokenPresenter implements Presenter {
  readonly place = "header:authorization";
  readonly #manager: TokenManager;
  readonly #placement: Placement;
  /** Names whose tokens they are, not one of them: it stays the same when they are renewed. */
  readonly #identity: string;
  #last: { readonly token: string; readonly presented: Presented } | undefined;
  readonly #tokenOf = new WeakMap<Presented, string>();

  private constructor(manager: TokenManager, placement: Placement, identity: string) {
    this.#manager = manager;
    this.#placement = placement;
    this.#identity = identity;
  }

  static async create(
    scheme: SecuritySchemeSpec,
    credential: OAuthCredential,
    placement: Placement,
    deps: PresenterDeps & { readonly tokens: TokenSourceDeps },
  ): Promise<TokenPresenter> {
    const requester = new TokenRequester(scheme, deps.scheme, credential, deps.tokens);
    const identity = await ownerOf(requester, scheme, deps);
    const store = credential.store ?? new MemoryTokenStore();
    const key = `${deps.tokens.api.env.toLowerCase()}-${identity}`;
    return new TokenPresenter(new TokenManager(requester, store, key), placement, identity);
  }

  current(signal?: AbortSignal): Presented | Promise<Presented> {
    const token = this.#manager.current(signal);
    return typeof token === "string" ? this.#present(token) : token.then((renewed) => this.#present(renewed));
  }

  answered(presented: Presented, response: HttpResponse, round: number): boolean {
    const token = this.#tokenOf.get(presented);
    return response.status === 401 && token !== undefined && this.#manager.refused(token, round);
  }

  #present(token: string): Presented {
    if (this.#last?.token === token) return this.#last.presented;
    const presented = { ...this.#placement(token), identity: this.#identity };
    this.#last = { token, presented };
    this.#tokenOf.set(presented, token);
    return presented;
  }
}

/** A name for whoever owns the tokens: the client, its server, what it asks for and in whose name. */
function ownerOf(requester: TokenRequester, scheme: SecuritySchemeSpec, deps: PresenterDeps): Promise<string> {
  const { clientId, tokenUrl, issuer, subject, username, refreshToken } = requester.credential;
  const server = [issuer, tokenUrl, scheme.type === "openIdConnect" ? scheme.url : deps.scheme];
  const owner = [clientId, subject, username, refreshToken];
  return fingerprint(JSON.stringify([requester.grant, server, owner, Object.entries(requester.parameters).toSorted()]));
}
