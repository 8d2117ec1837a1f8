import type { SpecDocument } from "../load/document.js";
import type { Names } from "../name/names.js";
import type { Report } from "../report/diagnostic.js";
import { buildAgain, type Built } from "./again.js";
import type { Api } from "./api.js";
import { buildWhole } from "./build.js";
import { meaningsOf, nearMeaningsOf, setMeanings, setNearMeanings, type Meaning, type Meanings } from "./meaning.js";
import { allParts, placesOf, referencesOf, type Part } from "./parts.js";
import { withUsers } from "./reach.js";
import { componentsOf, resolve } from "./resolve.js";
import type { Meet } from "./sections.js";
import { isSame, shareParts } from "./share.js";

const rounds = new WeakMap<Api, Rounds>();

/**
 * The runs of one description while it is watched, one after another. What is equal in the round before is taken from
 * there, so that the stages that follow can tell by identity what they have seen. It holds on to the last round only.
 * See docs/adr/0010-rounds-of-a-watch.md.
 */
export class Rounds {
  readonly #meet: Meet;
  #api: Api | undefined;
  #names: Names | undefined;
  /** Meanings of the API that was named last. */
  #named: Meanings = new Map();
  /** What references showed of components then. */
  #faces: ReadonlyMap<string, unknown> = new Map();
  /** Undefined: there was something to tell, so all has to be built again. */
  #built: Built | undefined;

  /** @param meet - Told of each part of a document, and of the one in the round before that says the same. */
  constructor(meet: Meet = () => {}) {
    this.#meet = meet;
  }

  /** Builds the API of a document as `buildApi` does, of parts of the last one where they are equal. */
  build(document: SpecDocument, report: Report): Api {
    const told = report.diagnostics.length;
    const again = this.#built && buildAgain(this.#built, document, this.#meet);
    const { api: made, bonds } = again ?? buildWhole(document, report);
    const api = this.#share(made);
    this.#built = report.diagnostics.length > told ? undefined : { root: document.root, api, bonds };
    return api;
  }

  /** Tells what means the same under the same names. `api`: what {@link build} gave. */
  named(api: Api, names: Names): void {
    const [last, meanings] = [this.#names, meaningsOf(api)];
    const renamed = last ? differing(last.inline, names.inline) : new Set<string>();
    const called = last ? differing(last.schemas, names.schemas) : new Set<string>();
    // A part whose meaning is new has none yet among the names.
    const isRenamed = (one: Part): boolean => touches(placesOf(one), renamed);
    const isSteady = (one: Part): boolean => this.#named.get(one) === meanings.get(one) && !isRenamed(one);
    const changed = api.schemas.filter((one) => called.has(one.name) || !isSteady(one)).map(({ name }) => name);
    setMeanings(names, carriedOn(api, { before: last ? meaningsOf(last) : new Map(), changed, isSteady }));
    const faces = facesOf(api, names);
    const turned = differing(this.#faces, faces);
    const before = last ? nearMeaningsOf(last) : new Map<Part, Meaning>();
    setNearMeanings(
      names,
      new Map(
        allParts(api).map((one) => {
          const lasts = !isRenamed(one) && !touches(referencesOf(one), turned);
          return [one, (lasts ? before.get(one) : undefined) ?? {}];
        }),
      ),
    );
    this.#names = names;
    this.#named = meanings;
    this.#faces = faces;
  }

  #share(built: Api): Api {
    const last = this.#api;
    const api = last ? shareParts(last, built) : built;
    const before: Meanings = last ? meaningsOf(last) : new Map();
    const changed = changedComponents(api, before, last);
    setMeanings(api, carriedOn(api, { before, changed, isSteady: (one) => before.has(one) }));
    rounds.set(api, this);
    this.#api = api;
    return api;
  }
}

/** What an API is a round of. Undefined: it is none. */
export function roundsOf(api: Api): Rounds | undefined {
  return rounds.get(api);
}

/** The meanings of before, except where components that are not what they were can be reached. */
function carriedOn(
  api: Api,
  {
    before,
    changed,
    isSteady,
  }: {
    readonly before: Meanings;
    /** Components. */
    readonly changed: readonly string[];
    readonly isSteady: (part: Part) => boolean;
  },
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

/** What can be seen of each component without looking into it. */
function facesOf(api: Api, names: Names): ReadonlyMap<string, unknown> {
  const components = componentsOf(api);
  return new Map(
    api.schemas.map(({ name, schema }) => {
      const { readOnly, writeOnly } = resolve(components, schema);
      return [name, [names.schemas.get(name), readOnly, writeOnly]];
    }),
  );
}

function touches(items: Iterable<string>, set: ReadonlySet<string>): boolean {
  if (set.size > 0) for (const item of items) if (set.has(item)) return true;
  return false;
}

/** Keys under which the two do not say the same. */
function differing(old: ReadonlyMap<string, unknown>, next: ReadonlyMap<string, unknown>): ReadonlySet<string> {
  const keys = [...new Set([...old.keys(), ...next.keys()])];
  return new Set(keys.filter((key) => !isSame(old.get(key), next.get(key))));
}
