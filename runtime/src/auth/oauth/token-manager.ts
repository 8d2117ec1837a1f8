import { AuthError } from "../../errors/auth-error.js";
import { ConfigError } from "../../errors/config-error.js";
import type { SdkError } from "../../errors/sdk-error.js";
import type { TokenSet, TokenStore } from "../token-store.js";
import { abortable } from "../wait.js";
import { authorizationCode } from "./authorization-code.js";
import { deviceCode } from "./device-code.js";
import { GuardedStore } from "./guarded-store.js";
import { isRefusal, TokenError } from "./token-error.js";
import type { TokenRequester } from "./token-requester.js";
import { marginsOf, timeLeft } from "./token-timing.js";

const PAUSE_MS = 5_000;
const MOST_RESENDS = 3;
const BOUND_MS = 30_000;
const USER_BOUND_MS = 300_000;
const TRANSIENT_DELAYS_MS = [200, 800];
/** Longest wait named by a token endpoint that is sat out. */
const LONGEST_WAIT_MS = 10_000;

interface Failure {
  readonly message: string;
  /** Of the token endpoint's answer. */
  readonly status: number | undefined;
  /** The user's own options are at fault. */
  readonly isSetup: boolean;
  readonly retryAt: Date | undefined;
  readonly until: number;
}

/**
 * Keeps one token fit for use: renews it in the background before it expires, makes callers wait only when it is about
 * to, asks once for all of them, and rests after a failure.
 */
export class TokenManager {
  readonly #requester: TokenRequester;
  readonly #store: GuardedStore;
  readonly #name: string;
  #tokens: TokenSet | undefined;
  /** The token that the server refused last: not used again, also when the store still has it. */
  #refused: string | undefined;
  #renewal: Promise<TokenSet> | undefined;
  #failure: Failure | undefined;
  #doubtUntil = 0;

  constructor(requester: TokenRequester, store: TokenStore, key: string) {
    this.#requester = requester;
    this.#name = requester.deps.api.name;
    this.#store = new GuardedStore(store, key, (problem) =>
      requester.deps.warn?.(`The token store of ${this.#name} failed: ${this.#withoutSecrets(problem)}`),
    );
  }

  /** A token that may be presented now. */
  current(signal: AbortSignal | undefined): string | Promise<string> {
    const now = this.#now();
    const tokens = this.#usable(now);
    if (tokens) {
      const left = timeLeft(tokens, now);
      const { background, wait } = marginsOf(tokens);
      if (left > background) return tokens.accessToken;
      const isResting = this.#failure !== undefined && now < this.#failure.until;
      if (left > wait || isResting) {
        if (!isResting) this.#renew().catch(() => {}); // Whoever waits for it sees the failure; nobody does yet.
        return tokens.accessToken;
      }
    }
    return abortable(this.#renew(), signal).then((renewed) => renewed.accessToken);
  }

  /**
   * The server answered 401 to a token. True: there is or will be another one. `round` counts the refusals of one
   * request: when a new token is refused as well, the fault is elsewhere, and for a while no more are got because of it.
   */
  refused(token: string, round: number): boolean {
    const now = this.#now();
    const tokens = this.#tokens;
    if (tokens?.accessToken !== token) return round < MOST_RESENDS;
    // A token that lives a second or two may have expired on its way: that proves nothing.
    const doubt = Math.min(PAUSE_MS, marginsOf(tokens).background);
    if (round > 0) this.#doubtUntil = now + doubt;
    if (now < this.#doubtUntil || round >= MOST_RESENDS) return false;
    this.#refused = token;
    return true;
  }

  #usable(now: number): TokenSet | undefined {
    const tokens = this.#tokens;
    if (!tokens || tokens.accessToken === this.#refused || timeLeft(tokens, now) <= 0) return undefined;
    return tokens;
  }

  #renew(): Promise<TokenSet> {
    this.#renewal ??= this.#attempt().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #attempt(): Promise<TokenSet> {
    const resting = this.#failure;
    if (resting && this.#now() < resting.until) throw failed(resting);
    const { deps, grant, credential } = this.#requester;
    const isInteractive = grant === "authorization_code" || grant === "device_code";
    const bound = AbortSignal.timeout(isInteractive ? (credential.userTimeout ?? USER_BOUND_MS) : BOUND_MS);
    const signal = AbortSignal.any([deps.signal, bound]);
    try {
      this.#tokens = await abortable(this.#underLock(signal), signal);
      this.#failure = undefined;
      return this.#tokens;
    } catch (error) {
      throw this.#noted(error, bound.aborted);
    }
  }

  /** Only one process renews; the others take what it got. */
  async #underLock(signal: AbortSignal): Promise<TokenSet> {
    const mayShare = this.#requester.grant === "client_credentials" || this.#requester.grant === "jwt_bearer";
    return this.#store.locked(
      async (stored) => {
        if (stored && this.#isNews(stored)) return stored;
        const tokens = await this.#exchange(stored, signal);
        await this.#store.set(tokens);
        return tokens;
      },
      // Without its store a refresh token might be used twice; what needs none may be asked for by everyone.
      mayShare ? () => this.#exchange(undefined, signal) : undefined,
      signal,
    );
  }

  /** Whether the store has a token that we would use, and that is not the one we want to replace. */
  #isNews(stored: TokenSet): boolean {
    if (stored.accessToken === this.#refused || stored.accessToken === this.#tokens?.accessToken) return false;
    return timeLeft(stored, this.#now()) > marginsOf(stored).wait;
  }

  async #exchange(stored: TokenSet | undefined, signal: AbortSignal): Promise<TokenSet> {
    const given = this.#requester.credential.refreshToken;
    for (const refreshToken of new Set([stored?.refreshToken ?? this.#tokens?.refreshToken, given])) {
      if (refreshToken === undefined) continue;
      try {
        return await this.#requester.refresh(refreshToken, signal);
      } catch (error) {
        if (!isRefusal(error, "invalid_grant")) throw error; // Revoked or used up: then from the beginning.
      }
    }
    return this.#fromTheBeginning(signal);
  }

  async #fromTheBeginning(signal: AbortSignal): Promise<TokenSet> {
    const { grant, deps } = this.#requester;
    if (grant === "authorization_code") return authorizationCode(this.#requester, signal);
    if (grant === "device_code") return deviceCode(this.#requester, signal);
    for (const delay of TRANSIENT_DELAYS_MS) {
      try {
        return await this.#requester.direct(signal);
      } catch (error) {
        if (!(error instanceof TokenError && error.isTransient)) throw error;
        const named = (error.retryAt?.getTime() ?? 0) - this.#now();
        // Not shortened: whoever cannot wait that long is told when to come back.
        if (named > LONGEST_WAIT_MS) throw error;
        await deps.clock.sleep(Math.max(named, delay * (0.5 + deps.clock.random() / 2)), signal);
      }
    }
    return this.#requester.direct(signal);
  }

  /** Rests after a failure, and says what it was without what is secret. */
  #noted(error: unknown, isLate: boolean): unknown {
    if (this.#requester.deps.signal.aborted) return error;
    const isSetup = error instanceof ConfigError;
    const reason = isLate
      ? "it took too long"
      : this.#withoutSecrets(error instanceof Error ? error.message : String(error));
    const message = isSetup ? reason : `${this.#name} gave no access token: ${reason}.${advice(error)}`;
    const { status, retryAt } = error instanceof TokenError ? error : { status: undefined, retryAt: undefined };
    const until = Math.max(this.#now() + PAUSE_MS, retryAt?.getTime() ?? 0);
    this.#failure = { message, status, isSetup, retryAt, until };
    return failed(this.#failure);
  }

  #withoutSecrets(text: string): string {
    const { clientSecret, password, refreshToken } = this.#requester.credential;
    const secrets = [clientSecret, password, refreshToken, this.#tokens?.accessToken, this.#tokens?.refreshToken];
    return secrets.reduce<string>(
      (hidden, secret) => (secret ? hidden.replaceAll(secret, "[redacted]") : hidden),
      text,
    );
  }

  #now(): number {
    return this.#requester.deps.clock.now();
  }
}

/** A new error each time: one that many callers share would tell of one call's particulars. */
function failed({ message, status, isSetup, retryAt }: Failure): SdkError {
  return isSetup ? new ConfigError(message) : new AuthError(message, { status, retryAt });
}

function advice(error: unknown): string {
  if (isRefusal(error, "invalid_client")) return " Check the client's id and secret.";
  if (isRefusal(error, "invalid_grant")) return " Get a new refresh token, or let the user grant access again.";
  if (isRefusal(error, "invalid_scope")) return " Pass the `scopes` that this client may have.";
  return error instanceof TokenError && error.isTransient ? " Try again later." : "";
}
