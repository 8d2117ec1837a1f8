import { AuthError } from "../errors/auth-error.js";
import { ConfigError } from "../errors/config-error.js";
import type { HttpResponse } from "../http.js";
import type { Secret } from "./credential.js";
import { fingerprint } from "./fingerprint.js";
import type { Placement, Presented, Presenter, PresenterDeps } from "./presenter.js";
import { abortable, bounded } from "./wait.js";

const PROVIDER_BOUND_MS = 60_000;

/** Presents a value that is given, or that a function is asked for before every request. */
export class SecretPresenter implements Presenter {
  readonly place: string;
  readonly #secret: Secret;
  readonly #placement: Placement;
  readonly #deps: PresenterDeps;
  #last: { readonly value: string; readonly presented: Presented } | undefined;
  /** One question at a time: concurrent calls share its answer. */
  #asking: Promise<string> | undefined;
  /** A value that was asked for on 401 and not presented yet. */
  #fresh: string | undefined;
  readonly #valueOf = new WeakMap<Presented, string>();

  constructor(place: string, secret: Secret, placement: Placement, deps: PresenterDeps) {
    this.place = place;
    this.#secret = secret;
    this.#placement = placement;
    this.#deps = deps;
    if (typeof secret !== "string") this.answered = this.#onAnswer;
    else if (secret.trim() === "") throw emptyCredential(deps);
    else placement(secret); // What cannot be sent is said at once.
  }

  answered?: (presented: Presented, response: HttpResponse, round: number) => Promise<boolean> | false;

  current(signal?: AbortSignal): Presented | Promise<Presented> {
    if (typeof this.#secret === "string") return this.#last?.presented ?? this.#present(this.#secret);
    const fresh = this.#fresh;
    this.#fresh = undefined;
    return fresh === undefined ? this.#ask(signal).then((value) => this.#present(value)) : this.#present(fresh);
  }

  readonly #onAnswer = (presented: Presented, response: HttpResponse, round: number): Promise<boolean> | false => {
    if (response.status !== 401 || round > 0) return false;
    return this.#ask().then((value) => {
      const isOther = value !== this.#valueOf.get(presented);
      if (isOther) this.#fresh = value;
      return isOther;
    });
  };

  #present(value: string): Presented | Promise<Presented> {
    if (this.#last?.value === value) return this.#last.presented;
    const placed = this.#placement(value);
    return fingerprint(value).then((identity) => {
      const presented = { ...placed, identity };
      this.#last = { value, presented };
      this.#valueOf.set(presented, value);
      return presented;
    });
  }

  #ask(signal?: AbortSignal): Promise<string> {
    this.#asking ??= this.#question().finally(() => (this.#asking = undefined));
    return abortable(this.#asking, signal);
  }

  async #question(): Promise<string> {
    const { api, scheme } = this.#deps;
    const who = `The function given as \`auth\` of ${api} (${scheme})`;
    let value: unknown;
    try {
      const work = Promise.resolve((this.#secret as () => unknown)());
      value = await bounded(work, PROVIDER_BOUND_MS, () => new Error(`no answer within ${PROVIDER_BOUND_MS / 1000} s`));
    } catch (error) {
      // Not passed on as `cause`: what the function throws may hold what it was about to return.
      throw new AuthError(`${who} failed: ${this.#withoutSecrets(error)}. Mend what it depends on, and call again.`);
    }
    if (typeof value === "string" && value.trim() !== "") return value;
    throw new AuthError(`${who} gave ${value === "" ? "an empty string" : typeof value}; it must give a string.`);
  }

  #withoutSecrets(error: unknown): string {
    const text = error instanceof Error ? error.message || error.name : String(error);
    return this.#last ? text.replaceAll(this.#last.value, "[redacted]") : text;
  }
}

function emptyCredential({ api, scheme }: PresenterDeps): ConfigError {
  return new ConfigError(
    `The credential of ${api} for \`${scheme}\` is empty. Leave \`auth\` out to read it from the environment.`,
  );
}
