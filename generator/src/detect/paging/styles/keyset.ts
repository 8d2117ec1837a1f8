import { singular, words } from "../../text/words.js";
import { pointer } from "../../view/pointer.js";
import type { View } from "../../view/view.js";
import { listing } from "../listing.js";
import type { Candidate } from "../request.js";
import { SPEECH } from "../roles.js";
import { RANK, type Proposal, type Scene } from "../scene.js";

/** The next request takes a value of the last item. */
export function keyset(scene: Scene): Proposal | undefined {
  const [items] = scene.items;
  let best: Proposal | undefined;
  for (const candidate of scene.candidates.keyset.slice(0, 4)) {
    const proposal = propose(scene, candidate, items.item);
    if (proposal && (!best || proposal.case.score > best.case.score)) best = proposal;
  }
  return best;
}

function propose(scene: Scene, candidate: Candidate, item: View): Proposal | undefined {
  const key = keyField(candidate, item, scene);
  if (!key) return undefined;
  const { input } = candidate;
  const one = listing(scene);
  one.join({ score: candidate.score * 0.7, evidence: candidate.evidence }, 3.2);
  one.add(key.weight, `an item's \`${key.pointer}\` feeds \`${input.ref}\``, key.at);
  if (!SPEECH.keyset.for.test(input.text)) one.add(-1);
  if (scene.shape.more[0] || scene.shape.done[0]) one.add(0.7);
  const [size] = scene.candidates.size;
  if (size) one.join({ score: size.score * 0.4, evidence: size.evidence }, 1.4);
  else one.add(-0.5);
  return { style: "keyset", request: { cursor: input.ref }, response: { keyField: key.pointer }, case: one, rank: RANK.keyset };
}

const POSITION = new Set(["after", "since", "last", "starting", "start", "from", "max", "min", "before", "page", "seen", "ending", "offset", "cursor", "search"]);

/** The field of an item whose value the parameter takes. */
function keyField({ input }: Candidate, item: View, scene: Scene): { pointer: string; weight: number; at: string } | undefined {
  if (item.scalar) return typesAgree(input.view, item) && scene.items[0].slot.depth === 0 ? undefined : undefined;
  const asked = input.phrase.split(" ").filter((word) => !POSITION.has(word));
  const about = scene.subject.path[0] ?? [];
  const speaksOfId = /\b(?:ids?|identifiers?|uuid|guid)\b/.test(input.text) || asked.includes("id");
  let best: { pointer: string; weight: number; at: string } | undefined;
  for (const field of item.fields.values()) {
    if (!field.view.scalar || field.view.is("boolean") || !typesAgree(input.view, field.view)) continue;
    const own = words(field.name);
    const joined = own.join(" ");
    let weight = 0;
    if (asked.length > 0 && joined === asked.join(" ")) weight = asked.join(" ") === "id" ? 2 : 2.5;
    else if (asked.length > 0 && joined === [...asked, "id"].join(" ")) weight = 2;
    else if (speaksOfId && joined === "id") weight = asked.length === 0 || asked.join(" ") === "id" ? 2 : 1;
    else if (speaksOfId && /^(?:uuid|guid|gid|sid)$/.test(joined)) weight = 1.2;
    else if (speaksOfId && own.at(-1) === "id" && own.slice(0, -1).map(singular).join(" ") === about.slice(-(own.length - 1)).join(" ")) weight = 1.5;
    if (weight > 0 && (!best || weight > best.weight)) best = { pointer: pointer([field.name]), weight, at: field.view.at };
  }
  return best;
}

function typesAgree(one: View, other: View): boolean {
  if (one.unknown || other.unknown) return true;
  const kinds = (view: View): Set<string> => new Set([...view.types].map((type) => (type === "integer" ? "number" : type)));
  const mine = kinds(one);
  return [...kinds(other)].some((type) => mine.has(type));
}
