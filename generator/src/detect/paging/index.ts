import type { ApiConfig } from "../../config/config.js";
import type { Api } from "../../model/api.js";
import { meaningOf, recollection } from "../../model/index.js";
import type { Report } from "../../report/diagnostic.js";
import type { PagingFacts } from "../facts.js";
import type { OperationView } from "../view/operation.js";
import { shapeOf } from "./answer.js";
import { detailsOf } from "./details.js";
import { areTwins, itemsOf, mayBeItems } from "./items.js";
import { misfits } from "./proof.js";
import { candidatesOf } from "./request.js";
import { RANK, type Proposal, type Scene, type Style } from "./scene.js";
import { bareCursor, cursor } from "./styles/cursor.js";
import { offset, page } from "./styles/counted.js";
import { keyset } from "./styles/keyset.js";
import { linkHeader, nextUrl } from "./styles/linked.js";
import { slotsOf } from "./slots.js";
import { borrowed, isIdleEnvelope, lean, siblingsOf, type Siblings } from "./siblings.js";
import { subjectOf } from "./subject.js";
import { applyClaims } from "./told/index.js";

const STYLES: readonly Style[] = [linkHeader, cursor, page, offset, nextUrl, keyset, bareCursor];

/** Log-odds from which a pager is believed. Precision first: a false pager loses data, a missed one is a plain call. */
const THRESHOLD = 0.6;

const scenesSeen = recollection<Scene | undefined>();
const pagersSeen = recollection<PagingFacts | undefined>();

/** Pagers of an API, by operation key: what is told where it holds, else what the evidence shows. */
export function detectPaging(
  api: Api,
  views: readonly OperationView[],
  { config, report, isOverlaid }: { config: ApiConfig; report: Report; isOverlaid: (at: string) => boolean },
): ReadonlyMap<string, PagingFacts> {
  if (config.paging === false) return new Map();
  const speaksOfLinks = LINKS.test((api.info.description ?? "").slice(0, 20_000).toLowerCase());
  const scenes = new Map(
    views.flatMap((view) => {
      const make = (): Scene | undefined => sceneOf(view, speaksOfLinks);
      const scene = scenesSeen(meaningOf(api, view.operation), "", speaksOfLinks, make);
      return scene ? [[view, scene] as const] : [];
    }),
  );
  const complete = (view: OperationView, style: PagingFacts["style"] | undefined): PagingFacts | undefined => {
    const scene = scenes.get(view);
    return scene && bestOf(scene, style);
  };
  return applyClaims({ api, views, config, report, complete, isOverlaid }, detected(api, views, [...scenes.values()]));
}

const LINKS = /\blink\b.{0,60}\bheader|\bheader.{0,40}\blink\b|rfc ?(?:5988|8288)/;

/** Two rounds: the second knows how the surest of the first page. */
function detected(
  api: Api,
  views: readonly OperationView[],
  scenes: readonly Scene[],
): ReadonlyMap<string, PagingFacts> {
  const siblings = siblingsOf(pagersOf(api, scenes, undefined));
  const found = new Map(pagersOf(api, scenes, siblings));
  for (const view of views) {
    if (found.has(view.operation.key) || !isSilent(view)) continue;
    const pager = borrowed(view, candidatesOf(view), siblings);
    if (pager) found.set(view.operation.key, pager);
  }
  return found;
}

/** The likeliest pager, of one style if one is asked for, whether it would be believed or not. */
function bestOf(scene: Scene, style: PagingFacts["style"] | undefined): PagingFacts | undefined {
  const sure = pagerOf(scene, undefined);
  if (sure && (style === undefined || sure.style === style)) return sure;
  const [best] = STYLES.flatMap((one) => one(scene) ?? [])
    .filter((one) => style === undefined || one.style === style)
    .toSorted((a, b) => b.case.score - a.case.score);
  return (best && complete(best, scene)) ?? { ...itemsOnly(scene), style: style ?? "page" };
}

/** Not a pager yet: where the items are and how many can be asked for. */
function itemsOnly({ items, candidates }: Scene): Omit<PagingFacts, "style"> {
  const size = candidates.size[0]?.input.ref;
  return {
    request: size === undefined ? {} : { size },
    response: { items: items[0].slot.pointer },
    confidence: 0,
    evidence: [],
    from: "detected",
  };
}

function pagersOf(
  api: Api,
  scenes: readonly Scene[],
  siblings: Siblings | undefined,
): ReadonlyMap<string, PagingFacts> {
  const way = siblings && JSON.stringify([...siblings.byRequest, ...siblings.cursors]);
  return new Map(
    scenes.flatMap((scene) => {
      const about = [way, scene.speaksOfLinks];
      const make = (): PagingFacts | undefined => pagerOf(scene, siblings);
      const pager = pagersSeen(meaningOf(api, scene.view.operation), siblings ? "leaning" : "alone", about, make);
      return pager ? [[scene.view.operation.key, pager] as const] : [];
    }),
  );
}

function pagerOf(scene: Scene, siblings: Siblings | undefined): PagingFacts | undefined {
  const proposals = STYLES.flatMap((style) => style(scene) ?? [])
    .map((one) => (siblings ? lean(one, scene, siblings) : one))
    .filter(
      (one) =>
        one.case.score >= THRESHOLD && !leadsNowhere(one, scene) && !(siblings && isIdleEnvelope(one, scene, siblings)),
    );
  const best = proposals.filter(
    (one) =>
      !proposals.some(
        (other) => other !== one && asksWith(other) === asksWith(one) && other.case.score > one.case.score + 0.5,
      ),
  );
  best.sort((a, b) => a.rank - b.rank || b.case.score - a.case.score);
  for (const proposal of best) {
    const pager = complete(proposal, scene);
    if (pager) return pager;
  }
  return undefined;
}

/**
 * A cursor whose token nobody has seen, in an answer that says what stands beside its items: it is not there. An answer
 * that is a bare list may carry it in a header that is not declared.
 */
function leadsNowhere({ style, response, rank }: Proposal, { items }: Scene): boolean {
  if (rank !== RANK.bare || style !== "cursor" || response.nextCursor !== undefined) return false;
  const [{ slot }] = items;
  const beside = [...(slot.holder?.view.fields.values() ?? [])].filter((field) => field.view !== slot.view);
  return beside.length >= 2 || beside.some((field) => field.view.is("boolean") || field.view.numeric);
}

/** The parameter that a proposal turns on. One parameter has one meaning: of two proposals the likelier one stands. */
const asksWith = ({ request, style }: Proposal): string =>
  (style === "link-header" || style === "next-url-in-body"
    ? undefined
    : (request.cursor ?? request.offset ?? request.page)) ?? style;

/** The answers are declared as objects of which nothing is said. */
function isSilent({ answers, operation }: OperationView): boolean {
  if (!/^(?:GET|POST|QUERY)$/.test(operation.method) || answers.length === 0) return false;
  return answers.every(
    ({ view }) => view.fields.size === 0 && !view.types.has("array") && !view.scalar && !view.mapped,
  );
}

function sceneOf(view: OperationView, speaksOfLinks: boolean): Scene | undefined {
  const [answer] = view.answers;
  if (!answer || !/^(?:GET|POST|QUERY)$/.test(view.operation.method)) return undefined;
  const subject = subjectOf(view);
  if (!subject.reads) return undefined;
  const slots = slotsOf(answer.view);
  if (!slots.some(mayBeItems)) return undefined;
  const shape = shapeOf(answer, slots);
  const [first, ...others] = itemsOf(shape, subject);
  if (!first || others.some((other) => areTwins(first, other))) return undefined;
  return { view, subject, candidates: candidatesOf(view), shape, items: [first, ...others], speaksOfLinks };
}

/**
 * The proposal with everything else that is known, proved. An answer that is a list or an object around one cannot be
 * both: what leads on from the object leads on from the list inside.
 */
function complete(proposal: Proposal, scene: Scene): PagingFacts | undefined {
  const pager = proved(proposal, scene);
  if (pager || scene.items[0].slot.depth > 0) return pager;
  const [inside, ...others] = scene.items.filter((one) => one.slot.depth > 0);
  return inside && proved(proposal, { ...scene, items: [inside, ...others] });
}

/** Details that do not hold are left out; undefined when what it stands on does not. */
function proved(proposal: Proposal, scene: Scene): PagingFacts | undefined {
  const details = detailsOf(scene, proposal.style, proposal.request);
  const pager: PagingFacts = {
    ...details,
    style: proposal.style,
    request: { ...details.request, ...proposal.request },
    response: { items: scene.items[0].slot.pointer, ...details.response, ...proposal.response },
    confidence: proposal.case.confidence,
    evidence: proposal.case.evidence,
    from: "detected",
  };
  const wrong = misfits(pager, scene.view).filter(
    (one) => !(proposal.lent && /^response\.next(?:Cursor|Url)$/.test(one.key)),
  );
  if (wrong.length === 0) return pager;
  const stands = new Set([
    ...Object.keys(proposal.request).map((key) => `request.${key}`),
    ...Object.keys(proposal.response).map((key) => `response.${key}`),
    "response.items",
  ]);
  if (wrong.some((one) => stands.has(one.key))) return undefined;
  const drop = new Set(wrong.map((one) => one.key));
  const keep = <T extends object>(side: string, record: T): T =>
    Object.fromEntries(Object.entries(record).filter(([key]) => !drop.has(`${side}.${key}`))) as T;
  return { ...pager, request: keep("request", pager.request), response: keep("response", pager.response) };
}
