import { shortHash } from "./words.js";

/** What wants a name in a scope. */
export interface Claim {
  /** What it is, in the document's words. Its hash is the last resort, so it must be unique. */
  readonly identity: string;
  /** Names in order of preference; each depends on nothing but the thing itself. */
  readonly wanted: readonly string[];
}

/**
 * Names of one scope, each given once. Claims are served in the order they come, so callers sort them by a rank that a
 * newcomer is unlikely to lead: then an addition takes what is left and renames nothing.
 */
export class Scope {
  readonly #taken: Set<string>;
  readonly #pinned: ReadonlySet<string>;

  constructor(
    reserved: Iterable<string> = [],
    /** Names that fall together in the place they are used, such as a file system that folds case. */
    readonly key: (name: string) => string = (name) => name,
    /** Names that were given before: identity → name. Nobody else gets them. */
    readonly pins: ReadonlyMap<string, string> = new Map(),
    /** Older names that still work: name → identity. Nobody else gets them either. */
    readonly held: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#taken = new Set([...reserved].map(key));
    this.#pinned = new Set([...pins.values()].map(key));
  }

  has(name: string): boolean {
    return this.#isBarred(name, undefined);
  }

  #isBarred(name: string, identity: string | undefined): boolean {
    const holder = this.held.get(name);
    return (
      this.#taken.has(this.key(name)) ||
      this.#pinned.has(this.key(name)) ||
      (holder !== undefined && holder !== identity)
    );
  }

  /** Takes a name out of use. False: it is in use, or held by another. */
  reserve(name: string, identity?: string): boolean {
    if (this.#isBarred(name, identity)) return false;
    this.#taken.add(this.key(name));
    return true;
  }

  claim(claim: Claim): string {
    const pin = this.pins.get(claim.identity);
    if (pin !== undefined && !this.#taken.has(this.key(pin))) {
      this.#taken.add(this.key(pin));
      return pin;
    }
    const last = claim.wanted.at(-1) ?? "unnamed";
    const free = claim.wanted.find((name) => !this.#isBarred(name, claim.identity));
    const name = free ?? this.#hashed(last, claim.identity);
    this.#taken.add(this.key(name));
    return name;
  }

  #hashed(stem: string, identity: string): string {
    for (let salt = ""; ; salt += "'") {
      const name = `${stem}_${shortHash(identity + salt)}`;
      if (!this.has(name)) return name;
    }
  }
}
