import type { Api } from "../../model/api.js";
import { allParts, meaningOf, roundsOf, type Meaning, type Part, type Rounds } from "../../model/index.js";
import { Views } from "./view.js";

interface Lasting {
  readonly views: Views;
  /** What parts meant when they were looked at. */
  meanings: ReadonlyMap<Part, Meaning | undefined>;
}

const known = new WeakMap<Rounds, Lasting>();

/** Views of an API; while a document is watched, those of the round before as far as they still hold. */
export function viewsOf(api: Api): Views {
  const rounds = roundsOf(api);
  if (!rounds) return new Views(api);
  const parts = allParts(api);
  const meanings = new Map(parts.map((part) => [part, meaningOf(api, part)]));
  const before = known.get(rounds);
  // Weak, so that views of what is gone go with it.
  const lasting = before ?? { views: new Views(api, new WeakMap()), meanings };
  lasting.views.renew(
    api,
    parts.filter((part) => lasting.meanings.get(part) !== meanings.get(part)),
  );
  lasting.meanings = meanings;
  known.set(rounds, lasting);
  return lasting.views;
}
