import type { HttpRequest, HttpResponse } from "../http.js";
import type { Grant, PlacedCredentials } from "./auth.js";
import type { Presented, Presenter } from "./presenter.js";

/** The credentials of one call. What is secret stays in private members, which no inspection prints. */
export class CallGrant implements Grant {
  readonly partition: string;
  readonly #presenters: readonly Presenter[];
  readonly #prepared: readonly Presented[];
  /** Some of them stand in the request's path, host or body, which is built once. */
  readonly #isBuiltIn: boolean;
  readonly #isFixed: boolean;
  #isUsed = false;

  constructor(presenters: readonly Presenter[], prepared: readonly Presented[], partition = partitionOf(prepared)) {
    this.#presenters = presenters;
    this.#prepared = prepared;
    this.#isBuiltIn = prepared.some((part) => part.placed !== undefined);
    this.#isFixed = presenters.every((presenter) => presenter.answered === undefined);
    this.partition = partition;
  }

  /** Nothing can be learnt from an answer, and it is never renewed: it serves every call. */
  get isFixed(): boolean {
    return this.#isFixed;
  }

  get isAnonymous(): boolean {
    return this.#presenters.length === 0;
  }

  get secrets(): readonly string[] {
    return this.#prepared.flatMap((part) => part.secrets);
  }

  get placed(): PlacedCredentials | undefined {
    if (!this.#isBuiltIn) return undefined;
    const all = this.#prepared.map((part) => part.placed ?? {});
    const merged = (where: keyof PlacedCredentials): Record<string, string> =>
      Object.fromEntries(all.flatMap((placed) => Object.entries(placed[where] ?? {})));
    return { path: merged("path"), server: merged("server"), body: merged("body") };
  }

  /** What to present now: first what was prepared with the call, later whatever is current by then. */
  current(signal: AbortSignal): readonly Presented[] | Promise<readonly Presented[]> {
    if (!this.#isUsed || this.#isBuiltIn || this.#isFixed) {
      this.#isUsed = true;
      return this.#prepared;
    }
    return currentOf(this.#presenters, signal);
  }

  /** The request with fixed credentials; undefined where they are not. */
  applyFixed(request: HttpRequest): HttpRequest | undefined {
    if (!this.#isFixed) return undefined;
    let applied = request;
    for (const part of this.#prepared) {
      const next = part.apply(applied);
      if (next instanceof Promise) return undefined;
      applied = next;
    }
    return applied;
  }

  async apply(parts: readonly Presented[], request: HttpRequest): Promise<HttpRequest> {
    let applied = request;
    for (const part of parts) applied = await part.apply(applied);
    return applied;
  }

  /** Lets the presenters learn from an answer. True: something else would be presented now. */
  async answered(parts: readonly Presented[], response: HttpResponse, round: number): Promise<boolean> {
    const again = await Promise.all(
      this.#presenters.map((presenter, index) => presenter.answered?.(parts[index]!, response, round) ?? false),
    );
    return !this.#isBuiltIn && again.includes(true);
  }
}

/** What all of them present now; a promise only if one of them has to fetch it. */
export function currentOf(
  presenters: readonly Presenter[],
  signal: AbortSignal | undefined,
): readonly Presented[] | Promise<readonly Presented[]> {
  const parts = presenters.map((presenter) => presenter.current(signal));
  return parts.some((part) => part instanceof Promise) ? Promise.all(parts) : (parts as Presented[]);
}

function partitionOf(parts: readonly Presented[]): string {
  return parts.length === 1 ? parts[0]!.identity : parts.map((part) => part.identity).join("+");
}
