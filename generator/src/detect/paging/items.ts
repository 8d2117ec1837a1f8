import type { Evidence } from "../facts.js";
import { singular, words } from "../text/words.js";
import type { View } from "../view/view.js";
import type { AnswerShape, Sign } from "./answer.js";
import { Case } from "./case.js";
import { WRAPPER, type Slot } from "./slots.js";
import type { Subject } from "./subject.js";

/** An array (or map) of an answer with how likely it is what the operation lists. */
export interface Items {
  readonly slot: Slot;
  readonly isMap: boolean;
  /** What one item looks like. */
  readonly item: View;
  /** The path names it, or what holds it. */
  readonly inPath: boolean;
  readonly score: number;
  readonly evidence: readonly Evidence[];
}

const GENERIC =
  /^(?:items?|data|results?|records?|values?|entries|list|rows|content|contents|elements|objects?|hits|docs|documents|resources?|nodes|edges|members?|collection|entities|matches|children|models|payload)$/;
const ENDS_GENERIC = / (?:items|results|records|entries|list|rows|data|objects|page)$/;
/** What stands beside a list: never, or seldom, the list itself. */
const ASIDE =
  /(?:^| )(?:errors?|warnings?|links?|included|includes|facets?|aggregations?|aggs|sorts?|sort by|columns?|filters?|headers?|suggestions?|notices?|debug|expand|breadcrumbs?|unavailable|skipped|failed|failures|invalid|missing|metadata|meta)$/;
/** What is never the list, even where no other array is. */
const NEVER = /^(?:errors?|warnings?|raw)$|^(?:other|related) /;
const OFTEN_ASIDE =
  /(?:^| )(?:messages?|actions?|permissions?|schemas?|scopes|notes?|additional|pages|tags?|labels?|properties|attributes|options|orders?)$/;
const IDENTITY = /^(?:id|uuid|guid|gid|sid|self|href|slug|object id|created at|updated at)$/;

/** Candidates for the items of an answer, best first. */
export function itemsOf(shape: AnswerShape, subject: Subject): readonly Items[] {
  const known = new Set(signsOf(shape).flatMap(({ slot }) => slot ?? []));
  const arrays = shape.slots.flatMap((slot) => candidate(slot, subject, facts(slot, shape.slots, known)));
  const signs = holdersOfSigns(shape);
  const only =
    onlyOne(arrays.filter((one) => !one.isMap)) ?? onlyOne(arrays.filter((one) => !one.isMap && !one.item.scalar));
  return arrays
    .filter(({ slot }) => !NEVER.test(slot.phrase) || likeness(words(slot.name).map(singular), subject) >= 1.2)
    .map((one): Items => {
      if (one === only) return strengthen(one, 1.2, "the only array of the answer that could be the items");
      return one;
    })
    .map((one) =>
      one.slot.holder && signs.has(one.slot.holder)
        ? strengthen(one, 1.5, "it stands beside what tells where to go on")
        : one,
    )
    .toSorted((a, b) => b.score - a.score || a.slot.depth - b.slot.depth || (a.slot.pointer < b.slot.pointer ? -1 : 1));
}

const onlyOne = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);

const strengthen = (one: Items, weight: number, text: string): Items => ({
  ...one,
  score: one.score + weight,
  evidence: [...one.evidence, { text, at: one.slot.view.at }],
});

/** Objects below the root that hold the next page or position. */
function holdersOfSigns(shape: AnswerShape): ReadonlySet<Slot> {
  const holders = new Set<Slot>();
  for (const { slot } of [...shape.nextPages, ...shape.nextOffsets, ...shape.more, ...shape.tokens])
    if (slot?.holder && slot.holder.depth > 0) holders.add(slot.holder);
  return holders;
}

const signsOf = (shape: AnswerShape): readonly Sign[] => [
  ...[shape.tokens, shape.urls, shape.nextPages, shape.nextOffsets, shape.more, shape.done].flat(),
  ...[shape.totals, shape.totalPages, shape.echoes].flat(),
];

/** How many plain values stand beside an array, those aside that speak of pages. */
function facts({ holder }: Slot, slots: readonly Slot[], known: ReadonlySet<Slot>): number {
  const beside = slots.filter((one) => one.holder === holder && one.view.scalar && !known.has(one));
  return holder ? beside.filter((one) => !OF_ANSWER.test(one.phrase)).length : 0;
}

/** What an envelope says of the answer, and not of a thing. */
const OF_ANSWER =
  /^(?:code|error|kind|message|object|query|reason|result|status|status code|success|took|type|version)$|^(?:\w+ )?time$|(?:^| )(?:first|last|prev|previous|self|request id|timestamp)$/;

/** An array, or a map of things that is not too deep. */
export function mayBeItems({ view, depth }: Slot): boolean {
  if (view.types.has("array")) return view.items !== undefined;
  return depth <= 3 && view.mapped?.scalar === false;
}

function candidate(slot: Slot, subject: Subject, beside: number): readonly Items[] {
  const { view } = slot;
  const array = view.types.has("array");
  const item = array ? view.items : view.mapped;
  if (!item || !mayBeItems(slot)) return [];
  const one = new Case();
  if (slot.depth === 0) one.add(array ? 3 : 0, "the answer is an array", view.at);
  if (!array) one.add(-1.5, "a map", view.at);
  if (view.types.size > 1) one.add(-1);
  one.add(item.fields.size > 0 ? 1 : item.scalar ? -0.5 : 0);
  if (slot.depth > 0) weighPlace(one, slot, subject, beside);
  const kind = Math.max(0, ...item.components.map((name) => likeness(words(name).map(singular), subject)));
  if (kind > 0) one.add(kind * 0.4, "its items are what the operation is about", view.at);
  const named = [slot.name, slot.holder?.name ?? ""].map((name) => words(name).map(singular));
  const inPath = named.some((own) => likeness(own, { ...subject, named: new Set() }) > DECIDES);
  return [{ slot, isMap: !array, item, inPath, score: one.score, evidence: one.evidence }];
}

function weighPlace(one: Case, slot: Slot, subject: Subject, beside: number): void {
  const own = words(slot.name).map(singular);
  const isScalar = slot.view.items?.scalar === true;
  const likely = likeness(own, subject);
  // `/domain-search` lists more than the names in `linked_domains`: with nothing known of an item, a shared word says nothing.
  const near = slot.view.items?.fields.size === 0 && likely < 2 ? 0 : likely;
  if (near > 0) one.add(near, `\`${slot.pointer}\` is what the operation is about`, slot.view.at);
  else if (GENERIC.test(slot.phrase)) one.add(2, `\`${slot.pointer}\` is an array`, slot.view.at);
  else if (ENDS_GENERIC.test(slot.phrase)) one.add(1.5, `\`${slot.pointer}\` is an array`, slot.view.at);
  else if (beside > 2) one.add(-2, "it is one of several members of a thing", slot.view.at);
  if (ASIDE.test(slot.phrase) && near < 2) one.add(-3);
  else if (OFTEN_ASIDE.test(slot.phrase) && near < 1) one.add(isScalar ? -2 : -0.5);
  if (/(?:^| )(?:ids?|names?|types?)$/.test(slot.phrase) && isScalar && near < 2) one.add(-1);
  if (!slot.everywhere) one.add(-0.7);
  for (let holder = slot.holder; holder && holder.depth > 0; holder = holder.holder) {
    if (ASIDE.test(holder.phrase) && !WRAPPER.test(holder.phrase)) one.add(-2);
    one.add(WRAPPER.test(holder.phrase) ? -0.2 : -0.8);
  }
  const thing = holdersOf(slot).find((holder) => isThing(holder.view));
  if (!thing) return;
  // A list of a thing's is asked for where the path ends with it, `/users/{id}/repos`, or with the thing itself.
  const isAskedFor = GENERIC.test(slot.phrase) || subject.endsInParameter || endsWith(own, subject);
  one.add(
    (thing === slot.holder ? -1.5 : -2.5) - (isAskedFor ? 0 : 1.5),
    "the array belongs to one thing",
    thing.view.at,
  );
}

const endsWith = (own: readonly string[], { path: [last = []] }: Subject): boolean =>
  own.some((word) => last.includes(word));

const holdersOf = (slot: Slot): readonly Slot[] => (slot.holder ? [slot.holder, ...holdersOf(slot.holder)] : []);

/** Has an identity of its own, so that its arrays are parts of it. */
export function isThing(view: View): boolean {
  for (const field of view.fields.values())
    if (field.view.scalar && IDENTITY.test(words(field.name).join(" "))) return true;
  return false;
}

/** How well the words of a name agree with what the operation is about. */
function likeness(own: readonly string[], subject: Subject): number {
  let best = 0;
  for (const [distance, segment] of subject.path.entries()) {
    const shared = own.filter((word) => segment.includes(word)).length;
    if (shared === 0) continue;
    const whole = shared === own.length && shared === segment.length;
    best = Math.max(
      best,
      (whole ? 3 : shared === own.length || shared === segment.length ? 2.4 : 1.2) - distance * 0.6,
    );
  }
  if (best < 1.5 && own.length > 0 && own.every((word) => subject.named.has(word))) best = Math.max(best, 1.5);
  return best;
}

const DECIDES = 2;

/**
 * Side by side and alike, what they hold included: `users` and `teams` of references, `booked` and `pending`
 * transactions. Whoever took one for the list would lose the other. Not so with changes (`added`, `modified`), which are
 * read page by page.
 */
export const areTwins = (one: Items, other: Items): boolean => areCousins(one, other) || areSiblings(one, other);

/** `/tracks/items` and `/albums/items`, a page each. */
const areCousins = ({ slot, inPath }: Items, { slot: other }: Items): boolean =>
  !inPath &&
  slot.name === other.name &&
  slot.holder !== other.holder &&
  slot.holder !== undefined &&
  slot.holder.holder === other.holder?.holder &&
  [...slot.holder.view.fields.keys()].join() === [...(other.holder?.view.fields.keys() ?? [])].join();

const areSiblings = (one: Items, other: Items): boolean =>
  // The path decides between two lists, words of a tag or an id do not.
  (one.score === other.score || (!one.inPath && one.score - other.score < DECIDES)) &&
  one.slot.holder === other.slot.holder &&
  one.isMap === other.isMap &&
  one.item.components.length > 0 &&
  one.item.components.join() === other.item.components.join() &&
  !CHANGES.test(one.slot.phrase);

const CHANGES = /^(?:added|created|new|changed|modified|updated|removed|deleted)$/;
