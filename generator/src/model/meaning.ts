import type { Names } from "../name/names.js";
import type { Api } from "./api.js";
import type { Part } from "./parts.js";
import { isSame } from "./share.js";

/**
 * Stands for all that a part says, what its references lead to included; of names, for what all that is called, too. It
 * is the same object for as long as that is the same.
 */
export type Meaning = object;

export type Meanings = ReadonlyMap<Part, Meaning>;

const known = new WeakMap<Api | Names, Meanings>();

/** Tells what the parts of an API mean, by themselves or under these names. */
export function setMeanings(of: Api | Names, meanings: Meanings): void {
  known.set(of, meanings);
}

/** Empty: this is no round of a watch, and nothing is remembered. */
export function meaningsOf(of: Api | Names): Meanings {
  return known.get(of) ?? NONE;
}

const NONE: Meanings = new Map();

/** Undefined: this is no round of a watch, and nothing is remembered. */
export function meaningOf(of: Api | Names, part: Part): Meaning | undefined {
  return known.get(of)?.get(part);
}

const near = new WeakMap<Names, Meanings>();

/** Tells what parts mean to who does not look behind their references: see {@link nearMeaningOf}. */
export function setNearMeanings(of: Names, meanings: Meanings): void {
  near.set(of, meanings);
}

/** Empty: this is no round of a watch, and nothing is remembered. */
export function nearMeaningsOf(of: Names): Meanings {
  return near.get(of) ?? NONE;
}

/**
 * Stands for what a part says by itself under these names, and for what every reference shows of its component: what that
 * is called, and whether it travels in one direction only. What is inside of the components is left out. Undefined: this
 * is no round of a watch.
 */
export function nearMeaningOf(of: Names, part: Part): Meaning | undefined {
  return near.get(of)?.get(part);
}

/**
 * Work that is done again only for what means something else than in the round before. It may look at the part and at
 * what its references lead to, and at nothing else that can change while a document is watched.
 */
export function oncePerMeaning<P extends Part, T>(work: (api: Api, part: P) => T): (api: Api, part: P) => T {
  const done = new WeakMap<Meaning, { readonly value: T }>();
  return (api, part) => {
    const meaning = meaningOf(api, part);
    if (!meaning) return work(api, part);
    const found = done.get(meaning) ?? { value: work(api, part) };
    done.set(meaning, found);
    return found.value;
  };
}

/** Work that looks at the part and at nothing else, so that it is done again only for a part that is not the same. */
export function oncePerPart<P extends Part, T>(work: (part: P) => T): (api: Api, part: P) => T {
  const done = new WeakMap<Part, { readonly value: T }>();
  return (api, part) => {
    if (!meaningOf(api, part)) return work(part);
    const found = done.get(part) ?? { value: work(part) };
    done.set(part, found);
    return found.value;
  };
}

/**
 * Remembers for each meaning what was made of it last, by a key; it is made again when what else comes into it, plain
 * data, is not the same. What has no meaning is not remembered.
 */
export function recollection<T>(): (meaning: Meaning | undefined, key: string, about: unknown, make: () => T) => T {
  const made = new WeakMap<Meaning, Map<string, { readonly about: unknown; readonly value: T }>>();
  return (meaning, key, about, make) => {
    if (!meaning) return make();
    const entries = made.get(meaning) ?? new Map<string, { readonly about: unknown; readonly value: T }>();
    made.set(meaning, entries);
    const found = entries.get(key);
    if (found && isSame(found.about, about)) return found.value;
    const value = make();
    entries.set(key, { about, value });
    return value;
  };
}
