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
  if (!SPEECH.keyset.for.test(input.text) && key.weight < 2.5) one.add(-1);
  if (/previous page/.test(input.text) && !/next page/.test(input.text)) one.add(-1.5);
  if (/^(?:before|ending before|max id|before id)$/.test(input.phrase)) one.add(newestFirst(scene) ? 0.5 : -0.5);
  if (scene.shape.more[0] || scene.shape.done[0]) one.add(0.7);
  const [size] = scene.candidates.size;
  if (size) one.join({ score: size.score * 0.4, evidence: size.evidence }, 1.4);
  else one.add(-0.5);
  return {
    style: "keyset",
    request: { cursor: input.ref },
    response: { keyField: key.pointer },
    case: one,
    rank: RANK.keyset,
  };
}

/** Logs and messages are listed newest first, so that `before` leads on and `after` back. */
const newestFirst = ({ view, subject }: Scene): boolean =>
  /newest|most recent|latest first|descending|reverse chronological/.test(view.text) ||
  subject.path.slice(0, 1).some((segment) => segment.some((word) => NEWEST_FIRST.has(word)));
const NEWEST_FIRST = new Set([
  "message",
  "log",
  "event",
  "history",
  "activity",
  "feed",
  "timeline",
  "audit",
  "notification",
  "auditlog",
  "changelog",
  "transaction",
]);

const POSITION = new Set([
  "after",
  "since",
  "last",
  "starting",
  "start",
  "from",
  "max",
  "min",
  "before",
  "page",
  "seen",
  "ending",
  "offset",
  "cursor",
  "search",
]);

interface Key {
  readonly pointer: string;
  readonly weight: number;
  readonly at: string;
}

/** The field of an item whose value the parameter takes. */
function keyField(candidate: Candidate, item: View, scene: Scene): Key | undefined {
  if (item.scalar) return undefined;
  const own = keyAmong(candidate, item, scene);
  if (own) return own;
  // An item that only wraps a thing: `{ "reason": …, "user": { "id": … } }`.
  let best: Key | undefined;
  for (const field of item.fields.values()) {
    const id = field.view.field("id");
    if (id && isKin(candidate.input.view, id.view))
      best ??= { pointer: pointer([field.name, "id"]), weight: 1.5, at: id.view.at };
  }
  return best;
}

function keyAmong({ input }: Candidate, item: View, scene: Scene): Key | undefined {
  const asked = input.phrase.split(" ").filter((word) => !POSITION.has(word));
  const wanted = asked.join(" ");
  const about = scene.subject.path[0] ?? [];
  const speaksOfId = /\b(?:ids?|identifiers?|uuid|guid)\b/.test(input.text) || asked.includes("id");
  const namesFields = NAMES_FIELDS.test(input.text);
  const isAbout = (name: readonly string[]): boolean =>
    name.length > 0 && name.map(singular).join(" ") === about.slice(-name.length).join(" ");
  // `after` and `before`, a flag that says that there is more, and no token: where else would a value come from?
  const { shape, candidates } = scene;
  const isOnlySource =
    /^(?:starting )?after$/.test(input.phrase) &&
    shape.tokens.length === 0 &&
    shape.more.length > 0 &&
    candidates.back.length > 0;
  const weigh = (name: readonly string[], view: View): number => {
    const joined = name.join(" ");
    if (wanted === "" && joined === "id" && isKin(input.view, view)) return 2.5;
    if (wanted === "" && joined === "id" && isOnlySource) return 2;
    if (wanted !== "" && joined === wanted) return wanted === "id" ? 2 : 2.5;
    if (wanted !== "" && joined === `${wanted} id`) return 2;
    if (namesFields && isNamed(name, input.text)) return 2.5;
    if (namesFields && isAbout(name.slice(0, -1)) && isNamed(name.slice(-1), input.text)) return 2.3;
    if (!speaksOfId) return 0;
    if (joined === "id") return wanted === "" || wanted === "id" ? 2 : 1;
    if (/^(?:uuid|guid|gid|sid)$/.test(joined)) return 1.2;
    return name.at(-1) === "id" && isAbout(name.slice(0, -1)) ? 1.5 : 0;
  };
  let best: Key | undefined;
  for (const field of item.fields.values()) {
    if (!field.view.scalar || field.view.is("boolean") || !typesAgree(input.view, field.view)) continue;
    const weight = weigh(words(field.name), field.view);
    if (weight > (best?.weight ?? 0)) best = { pointer: pointer([field.name]), weight, at: field.view.at };
  }
  return best;
}

const OF_LAST = "of (?:the |an? )?(?:last|previous|final|item|record|object|entry|element|row|result)";
/** One of the phrases that {@link isNamed} looks for, whatever the field. */
const NAMES_FIELDS = new RegExp(`['’]s |\\b${OF_LAST}\\b|\\bthan\\b`, "u");

/**
 * The description names the field as an item's own: “an item's token”, “the sequence of the last event”, “with a
 * JournalNumber greater than”. A single everyday word counts only in such a phrase.
 */
function isNamed(name: readonly string[], text: string): boolean {
  const spelled = name.map((word) => word.replace(/\W/gu, "")).join("[ _-]?");
  // Most fields are not spoken of at all, and a pattern costs much more than a look.
  if (spelled.length < 3 || spelled.length > 60 || !text.includes(name[0] ?? "")) return false;
  const BEYOND = "(?:is |are |was )?(?:greater|higher|larger|bigger|less|lower|smaller|after|before|beyond)";
  return (
    new RegExp(`['’]s ${spelled}\\b|\\b${spelled} ${OF_LAST}\\b`, "u").test(text) ||
    new RegExp(`\\b${spelled} ${BEYOND} than\\b`, "u").test(text)
  );
}

/** Both are the same component, or of the same format that is not an everyday one. */
function isKin(one: View, other: View): boolean {
  if (one.components.some((name) => other.components.includes(name))) return true;
  const { format } = one;
  return (
    format !== undefined && format === other.format && !/^(?:date|time|int|float|double|uri|byte|binary)/.test(format)
  );
}

function typesAgree(one: View, other: View): boolean {
  if (one.unknown || other.unknown) return true;
  const kinds = (view: View): Set<string> =>
    new Set([...view.types].map((type) => (type === "integer" ? "number" : type)));
  const mine = kinds(one);
  return [...kinds(other)].some((type) => mine.has(type));
}
