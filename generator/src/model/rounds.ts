import type { Names, TypeName } from "../name/names.js";
import type { Api, NamedSchema, Operation } from "./api.js";
import { withUsers } from "./reach.js";
import type { Schema } from "./schema.js";
import { isSame, shareParts } from "./share.js";
import { rootsOfOperation, schemasIn } from "./walk.js";

/** What a description consists of, as far as one can change without the others. */
export type Part = NamedSchema | Operation;

/**
 * Stands for all that a part says, what its references lead to included; of names, for what all that is called, too. It
 * is the same object for as long as that is the same.
 */
export type Meaning = object;

type Meanings = ReadonlyMap<Part, Meaning>;

const known = new WeakMap<Api | Names, Meanings>();
const rounds = new WeakMap<Api, Rounds>();

/**
 * The runs of one description while it is watched, one after another. Each API is what its document says, all of it read
 * anew; what is equal in the round before is taken from there, so that the stages that follow can tell by identity what
 * they have seen. It holds on to the last round only. See docs/adr/0010-rounds-of-a-watch.md.
 */
export class Rounds {
  #api: Api | undefined;
  #names: Names | undefined;

  /** The same API, made of parts of the last one where they are equal. */
  next(api: Api): Api {
    const last = this.#api;
    const shared = last ? shareParts(last, api) : api;
    const before = (last && known.get(last)) ?? new Map<Part, Meaning>();
    known.set(
      shared,
      carriedOn(shared, before, new Set(changedComponents(shared, before, last)), (one) => before.has(one)),
    );
    rounds.set(shared, this);
    this.#api = shared;
    return shared;
  }

  /** Tells what means the same under the same names. `api`: what {@link next} gave. */
  named(api: Api, names: Names): void {
    const [last, meanings] = [this.#names, known.get(api)!];
    const before = (last && known.get(last)) ?? new Map<Part, Meaning>();
    const renamed = last ? differing(last.inline, names.inline) : new Set<string>();
    const called = last ? differing(last.schemas, names.schemas) : new Set<string>();
    // A part whose meaning is new has none yet among the names.
    const isSteady = (one: Part): boolean =>
      this.#meant.get(one) === meanings.get(one) &&
      (renamed.size === 0 || !placesOf(one).some((at) => renamed.has(at)));
    const changed = api.schemas.filter((one) => called.has(one.name) || !isSteady(one)).map(({ name }) => name);
    known.set(names, carriedOn(api, before, new Set(changed), isSteady));
    this.#names = names;
    this.#meant = meanings;
  }

  /** Meanings of the API that was named last. */
  #meant: Meanings = new Map();
}

/** What an API is a round of. Undefined: it is none. */
export function roundsOf(api: Api): Rounds | undefined {
  return rounds.get(api);
}

/** Undefined: this is no round of a watch, and nothing is remembered. */
export function meaningOf(of: Api | Names, part: Part): Meaning | undefined {
  return known.get(of)?.get(part);
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

/** The meanings of before, except where components that are not what they were can be reached. */
function carriedOn(
  api: Api,
  before: Meanings,
  changed: ReadonlySet<string>,
  isSteady: (part: Part) => boolean,
): Meanings {
  const affected = withUsers(changed, new Map(api.schemas.map((one) => [one.name, referencesOf(one)])));
  const meanings = new Map<Part, Meaning>();
  for (const one of api.schemas) meanings.set(one, (affected.has(one.name) ? undefined : before.get(one)) ?? {});
  for (const one of [...api.operations, ...api.webhooks]) {
    const steady = isSteady(one) && ![...referencesOf(one)].some((name) => affected.has(name));
    meanings.set(one, (steady ? before.get(one) : undefined) ?? {});
  }
  return meanings;
}

function changedComponents(api: Api, before: Meanings, last: Api | undefined): string[] {
  const present = new Set(api.schemas.map(({ name }) => name));
  const gone = (last?.schemas ?? []).filter(({ name }) => !present.has(name));
  return [...api.schemas.filter((one) => !before.has(one)), ...gone].map(({ name }) => name);
}

/** Keys whose names are not the same in both. */
function differing(old: ReadonlyMap<string, TypeName>, next: ReadonlyMap<string, TypeName>): ReadonlySet<string> {
  const keys = [...new Set([...old.keys(), ...next.keys()])];
  return new Set(keys.filter((key) => !isSame(old.get(key), next.get(key))));
}

const references = new WeakMap<Part, ReadonlySet<string>>();
const places = new WeakMap<Part, readonly string[]>();

/** All parts of an API. */
export function allParts(api: Api): readonly Part[] {
  return [...api.schemas, ...api.operations, ...api.webhooks];
}

/** Every schema in a part, outer ones first. References are not followed. */
export function schemasOf(part: Part): readonly Schema[] {
  return [...schemasIn("schema" in part ? [part.schema] : rootsOfOperation(part))];
}

/** Components that are named in a part. */
function referencesOf(part: Part): ReadonlySet<string> {
  const found = references.get(part) ?? namesIn(part);
  references.set(part, found);
  return found;
}

/** Places in a part where a type may have a name. */
function placesOf(part: Part): readonly string[] {
  const found =
    places.get(part) ??
    schemasOf(part).flatMap(({ kind, at }) => (kind === "object" || kind === "intersection" ? [at] : []));
  places.set(part, found);
  return found;
}

function namesIn(part: Part): ReadonlySet<string> {
  const names = new Set<string>();
  for (const schema of schemasOf(part)) {
    if (schema.kind === "ref") names.add(schema.target);
    if (schema.kind === "union") for (const one of schema.discriminator?.mapping ?? []) names.add(one.schema);
  }
  return names;
}
