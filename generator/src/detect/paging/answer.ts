import type { Header } from "../../model/api.js";
import { phrase, singular, words } from "../text/words.js";
import type { Answer } from "../view/operation.js";
import { WRAPPER, type Slot } from "./slots.js";

/** A place in an answer that says something of paging, with how clearly it does. */
export interface Sign {
  /** JSON Pointer, or `header:Name`. */
  readonly pointer: string;
  readonly phrase: string;
  readonly weight: number;
  readonly at: string;
  /** Undefined for a header. */
  readonly slot?: Slot;
}

/** What an answer shows of paging, each list best first. */
export interface AnswerShape {
  readonly slots: readonly Slot[];
  readonly tokens: readonly Sign[];
  readonly urls: readonly Sign[];
  readonly nextPages: readonly Sign[];
  readonly nextOffsets: readonly Sign[];
  readonly more: readonly Sign[];
  readonly done: readonly Sign[];
  readonly totals: readonly Sign[];
  readonly totalPages: readonly Sign[];
  /** The answer repeats what was asked for: page, limit, offset. */
  readonly echoes: readonly Sign[];
  readonly linkHeader: Sign | undefined;
}

const AROUND =
  /(?:^| )(?:paging|pagination|pager|page info|pageinfo|page|cursors?|meta|metadata|response metadata|next|links?)$/;
const NOT_NEXT =
  /(?:^| )(?:prev|previous|before|back|first|self|start|begin|current|refresh|access|auth|last page)(?: |$)/;
const THINGS = "(?:results?|items?|records?|rows?|entries|elements|objects|hits|values|resources|data)";

/** `slots` are those of the answer. */
export function shapeOf(answer: Answer, slots: readonly Slot[]): AnswerShape {
  const lists = new Set(slots.flatMap((slot) => (slot.view.types.has("array") ? words(slot.name).map(singular) : [])));
  const signs = slots
    .slice(1)
    .filter((slot) => slot.view.scalar || slot.view.unknown || slot.view.nullable || slot.view.types.size > 1);
  const pick = (weigh: (slot: Slot) => number): readonly Sign[] =>
    ranked(
      signs.flatMap((slot) => {
        const weight = weigh(slot);
        return weight > 0 ? [signOf(slot, weight)] : [];
      }),
    );
  const inHeaders = (weigh: (words: string, header: Header) => number): readonly Sign[] =>
    answer.headers.map((header) => ({
      pointer: `header:${header.name}`,
      phrase: phrase(header.name),
      weight: weigh(phrase(header.name), header),
      at: header.at,
    }));
  const also = (found: readonly Sign[], weigh: (words: string, header: Header) => number): readonly Sign[] =>
    ranked([...found, ...inHeaders(weigh)]);
  return {
    slots,
    tokens: also(pick(tokenWeight), (words) =>
      /(?:^| )(?:next(?: page)? ?(?:token|cursor|marker|key)|continuation(?: token)?|cursor|next page id)$/.test(
        words,
      ) && !NOT_NEXT.test(words)
        ? 2.5
        : 0,
    ),
    urls: ranked([...pick(urlWeight), ...slots.flatMap(linkList)]),
    nextPages: also(pick(nextPageWeight), (words) => (/(?:^| )next page(?: number)?$/.test(words) ? 2.5 : 0)),
    nextOffsets: also(pick(nextOffsetWeight), (words) => (/(?:^| )next offset$/.test(words) ? 2.5 : 0)),
    more: also(pick(moreWeight), (words) => (/(?:^| )has (?:more|next)(?: page)?$/.test(words) ? 2 : 0)),
    done: pick(doneWeight),
    totals: also(
      pick((slot) => totalWeight(slot, lists)),
      (words) =>
        /(?:^| )(?:total(?: (?:count|size|results|items|records|entries|elements|objects))?|(?:result|record|item|row)s? (?:count|total))$/.test(
          words,
        )
          ? 2
          : 0,
    ),
    totalPages: also(pick(totalPagesWeight), (words) =>
      /(?:^| )(?:pages|total pages?|page count|pages total|last page|num pages)$/.test(words) ? 2 : 0,
    ),
    echoes: pick(echoWeight),
    linkHeader: inHeaders((words) => (words === "link" ? 2 : 0)).find((sign) => sign.weight > 0),
  };
}

const signOf = (slot: Slot, weight: number): Sign => ({
  pointer: slot.pointer,
  phrase: slot.phrase,
  weight,
  at: slot.view.at,
  slot,
});

function ranked(signs: readonly Sign[]): readonly Sign[] {
  return signs
    .filter((sign) => sign.weight > 0)
    .toSorted((a, b) => b.weight - a.weight || depth(a) - depth(b) || (a.pointer < b.pointer ? -1 : 1));
}

const depth = (sign: Sign): number => sign.slot?.depth ?? 9;

const holderOf = (slot: Slot): string => slot.holder?.trail ?? "";

/** An opaque token for the next request. */
function tokenWeight(slot: Slot): number {
  const { view, phrase: own } = slot;
  if (!view.may("string") && !view.may("integer") && !view.may("number") && !view.may("object") && !view.may("array"))
    return 0;
  if (view.is("boolean") || NOT_NEXT.test(slot.trail)) return 0;
  const around = AROUND.test(holderOf(slot));
  let weight = 0;
  if (
    /^(?:\w+ )?next (?:\w+ )?(?:cursor|token|marker|key|iterator|bookmark|position|id|continuation|state|handle)$/.test(
      own,
    )
  )
    weight = 3;
  else if (
    /^(?:next page offset|next offset|next page|next start|next|next record|next (?:\w+ )?(?:page|after|results?|batch))$/.test(
      own,
    )
  )
    weight = 2;
  else if (
    /^(?:continuation(?: (?:token|key|id))?|continue|end cursor|last evaluated key|(?:scroll|cursor) id|iterator|marker|bookmark|page token|pagination token|cursor|cursor mark|page cursor|resume token|page state|last key|skip token|after cursor|cursor next|paging token)$/.test(
      own,
    )
  )
    weight = 2.5;
  else if (/^(?:after|starting after|start after)$/.test(own)) weight = around ? 2.5 : 0;
  else if (/^(?:last id|last|offset|token|position)$/.test(own) && !view.numeric) weight = 1;
  else if (/(?:^| )(?:cursor|token|marker)$/.test(own) && around) weight = 1.5;
  if (weight === 0 || isAddress(slot)) return 0;
  if (/\bcursor|next|token|subsequent|paginat|more (?:results|items)|continu/.test(view.text)) weight += 0.7;
  if (view.numeric && !/cursor|token|marker|id$|^next/.test(own) && !/(?:^| )cursors?$/.test(holderOf(slot))) return 0;
  return weight - (around ? 0 : 0.2 * Math.max(0, slot.depth - 2));
}

const saysUrl = (slot: Slot): boolean =>
  /^ur[il]|iri/.test(slot.view.format ?? "") ||
  /\b(?:urls?|uris?|href|hyperlinks?|link to|links? |path to|http|absolute|query string)/.test(slot.view.text) ||
  slot.view.examples.some((one) => typeof one === "string" && /^(?:https?:\/\/|\/|\?)/.test(one));

/** An address is followed, never sent as a token, however the place is called. */
const isAddress = (slot: Slot): boolean =>
  /^ur[il]|iri/.test(slot.view.format ?? "") ||
  slot.view.examples.some((one) => typeof one === "string" && /^https?:\/\//.test(one)) ||
  (urlWeight(slot) >= 2.5 && !/\b(?:cursor|token)\b/.test(slot.view.text));

/** The whole address of the next page. */
function urlWeight(slot: Slot): number {
  const { view, phrase: own } = slot;
  if (!view.is("string") || /(?:^| )(?:prev|previous|first|self|last|current)(?: |$)/.test(slot.trail)) return 0;
  const holder = holderOf(slot);
  if (
    /^(?:odata )?next (?:page )?(?:url|uri|link|href|path)$|^next page (?:url|uri|link)$|^next records url$|^url next(?: page)?$|^next href$/.test(
      own,
    )
  )
    return 3;
  if (/^(?:href|url|uri|link|path)$/.test(own))
    return /(?:^| )next(?: page)?$/.test(holder) ? (own === "path" ? 2.5 : 3) : 0;
  if (/^next(?: page)?$/.test(own)) {
    if (/(?:^| )(?:links?|link pages|links pages)$/.test(holder)) return 3;
    return saysUrl(slot) ? 2.7 : 0;
  }
  return 0;
}

/** An array of `{ rel, href }` (or `url`, `uri`) in which the next page may stand: HATEOAS. */
function linkList(slot: Slot): readonly Sign[] {
  const items =
    slot.view.is("array") && /(?:^| )links?$/.test(slot.phrase) && slot.depth <= 2 ? slot.view.items : undefined;
  if (!items?.field("rel") || !(items.field("href") ?? items.field("url") ?? items.field("uri"))) return [];
  // One that names `next` among its relations says what it is for.
  return [signOf(slot, items.field("rel")?.view.values?.includes("next") ? 2 : 1)];
}

function nextPageWeight({ view, phrase: own }: Slot): number {
  return view.numeric && /^next(?: page(?: (?:number|index))?)?$/.test(own) ? 2.5 : 0;
}

function nextOffsetWeight({ view, phrase: own }: Slot): number {
  return view.numeric && /^next (?:page )?(?:offset|start|index|skip|start index|from|position|row)$/.test(own)
    ? 2.5
    : 0;
}

function moreWeight({ view, phrase: own }: Slot): number {
  if (!view.is("boolean")) return 0;
  if (
    /^(?:has|have|is|are|there)? ?(?:more|next)(?: (?:page|pages|data|results?|items?|records?|rows?|entries|elements|objects))?(?: available)?$/.test(
      own,
    )
  )
    return 2.5;
  if (/^(?:is |result |results |list )?truncated$/.test(own)) return 1.5;
  return /^(?:more|has) \w+ (?:available|more)$/.test(own) ? 1.5 : 0;
}

function doneWeight({ view, phrase: own }: Slot): number {
  if (!view.is("boolean")) return 0;
  if (/^(?:is )?(?:last|last page|end|final page|end of (?:list|results|data|items|stream|page))$/.test(own))
    return 2.5;
  return /^(?:is )?(?:done|finished|exhausted|eof|complete|completed)$/.test(own) ? 1.5 : 0;
}

const TOTAL = new RegExp(
  `^(?:total|total (?:count|size|number|${THINGS}|num|records? count|results? count|items? count)|${THINGS} total|count total|\\w+ total count)$`,
);
const COUNT = new RegExp(
  `^(?:count|results|${THINGS} count|number of ${THINGS}|num ${THINGS}|number (?:of )?\\w+|found)$`,
);

/** `total_clicks` beside a list of links counts something else; `total_links` counts the list. */
function totalWeight(slot: Slot, lists: ReadonlySet<string>): number {
  const { view, phrase: own, trail, depth: deep } = slot;
  const numeric =
    view.numeric || (view.may("number") && view.types.has("integer")) || (view.is("string") && own.startsWith("total"));
  if (!numeric) return 0;
  let weight = 0;
  const counted = /^total (?:number of )?(\w+)(?: count)?$/.exec(own)?.[1];
  if (TOTAL.test(own) || (counted !== undefined && lists.has(singular(counted)))) weight = 2.5;
  else if (/^(?:(?:num|nb) (?:found|hits|results)|odata count|hits|full count|overall count|available)$/.test(own))
    weight = 2;
  else if (counted !== undefined) weight = 1;
  else if (/^value$/.test(own) && /(?:^| )total value$/.test(trail)) weight = 2.5;
  else if (COUNT.test(own)) weight = 1;
  if (weight === 0 || /^total pages?$|pages?$|per page/.test(own)) return 0;
  if (
    /(?:in|on|of) (?:the |this )?(?:current |returned )?(?:page|response|batch)\b|in this (?:result ?)?set|returned|actual number/.test(
      view.text,
    ) &&
    !/total|all pages/.test(view.text)
  )
    weight -= 1.5;
  else if (/\btotal\b|matching|overall/.test(view.text)) weight += 0.5;
  const holder = holderOf(slot);
  return (
    weight -
    0.2 * deep -
    (deep > 1 && !WRAPPER.test(slot.holder?.phrase ?? "") && !/(?:^| )(?:total|meta|results?)$/.test(holder) ? 2 : 0)
  );
}

function totalPagesWeight({ view, phrase: own }: Slot): number {
  if (!view.numeric) return 0;
  if (
    /^(?:total pages?|page count|pages? total|pages|num pages|number of pages|last page|nb pages|total page count|max page|page total|pages count|total number of pages|last page number)$/.test(
      own,
    )
  )
    return 2.5;
  return 0;
}

function echoWeight({ view, phrase: own }: Slot): number {
  if (!view.numeric) return 0;
  return /^(?:page|current page|page number|page index|page size|per page|limit|offset|skip|start|start at|start index|from|size|max results|items per page|results per page|count|returned|number)$/.test(
    own,
  )
    ? 1
    : 0;
}
