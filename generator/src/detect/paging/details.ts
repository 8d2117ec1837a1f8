import type { PagingFacts } from "../facts.js";
import { singular, words } from "../text/words.js";
import { pointer } from "../view/pointer.js";
import type { View } from "../view/view.js";
import type { Input } from "../view/operation.js";
import type { Sign } from "./answer.js";
import type { Scene } from "./scene.js";

type Details = Partial<Omit<PagingFacts, "request" | "response">> & {
  readonly request: PagingFacts["request"];
  readonly response: Omit<PagingFacts["response"], "items">;
};

/** What makes a pager better but is not what it stands on: size, totals, flags, identity. */
export function detailsOf(scene: Scene, style: PagingFacts["style"], taken: PagingFacts["request"]): Details {
  const { shape, candidates } = scene;
  const used = new Set(Object.values(taken));
  const size = candidates.size.find((one) => !used.has(one.input.ref))?.input;
  const back = backOf(scene, taken);
  const walksBack = back !== undefined && (style === "cursor" || style === "keyset" || style === "link-header");
  const more = shape.more[0] ?? shape.done[0];
  const total = nearest(shape.totals, scene);
  const pages = shape.totalPages[0];
  const url = shape.urls.find((one) => one.weight >= 2);
  const first = taken.page ?? taken.offset;
  const start = first === undefined ? undefined : baseOf(first, style, scene);
  const idField = knownIdOf(scene);
  return {
    request: { ...(size && { size: size.ref }), ...(walksBack && { back: back.ref }) },
    response: {
      ...(more && { hasMore: more.pointer }),
      ...(total && { total: total.pointer }),
      ...(pages && { totalPages: pages.pointer }),
      ...(url && { nextUrl: url.pointer }),
    },
    ...(more && !shape.more[0] && { hasMoreInverted: true }),
    ...(scene.items[0].isMap && { itemsIsMap: true }),
    ...(idField !== undefined && { idField }),
    ...(start !== undefined && { base: start }),
    ...(style === "keyset" && takesFollowing(taken.cursor, scene) && { keyStep: 1 }),
    ...(size && sizesOf(size)),
  };
}

/** The parameter that walks the other way than the one taken. */
function backOf({ candidates, view }: Scene, taken: PagingFacts["request"]): Input | undefined {
  const forward = view.inputs.find((one) => one.ref === taken.cursor)?.phrase ?? "";
  const backwards = /^(?:before|ending before|max id|before id)$/.test(forward);
  const other = backwards
    ? candidates.keyset.filter((one) => /^(?:after|starting after|min id|after id)$/.test(one.input.phrase))
    : candidates.back;
  return other.find((one) => one.input.ref !== taken.cursor && one.score >= 2)?.input;
}

/** “Must be greater by one than the highest id that was received.” */
const takesFollowing = (ref: string | undefined, { view }: Scene): boolean =>
  /(?:greater|higher|larger|bigger) by (?:one|1)\b|(?:last|highest|latest|greatest|previous)\b.{0,60}(?:\+ ?1\b|plus (?:one|1)\b)|\b(?:one|1) (?:more|higher|greater) than the (?:last|highest)/.test(
    view.inputs.find((one) => one.ref === ref)?.text ?? "",
  );

/** The clearest of several signs; among equals the one that stands closest to the items. */
function nearest(signs: readonly Sign[], { items }: Scene): Sign | undefined {
  const holder = items[0].slot.holder;
  const close = (sign: Sign): number => (sign.slot?.holder === holder ? 0.3 : 0);
  return signs.toSorted((a, b) => b.weight + close(b) - a.weight - close(a))[0];
}

/** Number of the first page, or first offset. */
function baseOf(ref: string, style: PagingFacts["style"], { view, shape }: Scene): number | undefined {
  const input = view.inputs.find((one) => one.ref === ref);
  if (!input || (style !== "page" && style !== "offset")) return undefined;
  const { text } = input;
  const start = toNumber(input.view.default);
  if (start === 0 || start === 1) return start;
  if (
    /\b(?:zero|0)[- ](?:based|indexed|index)|start(?:s|ing)? (?:at|from|with) (?:0|zero)\b|(?:first|initial) page (?:is|being|has number|number is) (?:0|zero)|\b(?:0|zero) (?:is|being|for|means|=|as) (?:the )?first|\bbase[- ]?0\b|\(0\.\.|page 0\b|from 0\b|(?:default|defaults to):? ?(?:is )?0\b/.test(
      text,
    )
  )
    return 0;
  if (
    /\b(?:one|1)[- ](?:based|indexed|index)|start(?:s|ing)? (?:at|from|with) (?:1|one)\b|(?:first|initial) page (?:is|being|has number|number is) (?:1|one)|\b(?:1|one) (?:is|being|for|means|=|as) (?:the )?first|\bbase[- ]?1\b|from 1\b|(?:default|defaults to):? ?(?:is )?1\b/.test(
      text,
    )
  )
    return 1;
  if (input.view.minimum === 0) return 0;
  if (input.view.minimum === 1) return 1;
  const example = input.examples.map(toNumber)[0];
  if (example === 0) return 0;
  if (style === "offset") return 0;
  // A page that repeats its number beside `first` and `last` counts from zero, as does the framework that answers so.
  const says = (name: RegExp, type: "boolean" | "number"): boolean =>
    shape.slots.some((slot) => slot.depth <= 2 && name.test(slot.phrase) && slot.view.is(type));
  return says(/^total elements$/, "number") && says(/^last$/, "boolean") ? 0 : 1;
}

const toNumber = (value: unknown): number | undefined => {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
};

/** Page size used when none is sent, and the most that is accepted. */
function sizesOf(size: Input): { defaultSize?: number; maxSize?: number } {
  const { text, view } = size;
  const usual =
    toNumber(view.default) ??
    numberAfter(
      /(?:default(?:s|ed)?(?: (?:value|limit|page size))?(?: (?:is|to|of))?|by default)[: =(]{0,3}(\d{1,6})\b/.exec(
        text,
      ),
    );
  const most =
    view.maximum ??
    numberAfter(
      /(?:max(?:imum)?(?: (?:allowed|value|limit|page size|of|is|number|size|per page|results)){0,3}|up to|no more than|at most|between \d{1,3} and|range is \d{1,3} to|not exceed|cannot exceed|upper limit is|less than or equal to)[: =(]{0,3}(?:is |of |to )?(\d[\d,]{0,6})\b/.exec(
        text,
      ),
    );
  return {
    ...(isSize(usual) && { defaultSize: usual }),
    ...(isSize(most) && { maxSize: most }),
  };
}

/** The largest number of a type is no size of a page. */
const isSize = (size: number | undefined): size is number =>
  size !== undefined && Number.isInteger(size) && size > 0 && size <= 1_000_000;

const numberAfter = (match: RegExpExecArray | null): number | undefined =>
  match?.[1] ? toNumber(match[1].replaceAll(",", "")) : undefined;

const ids = new WeakMap<Scene["items"][0], { readonly field: string | undefined }>();

/** Asked for each proposal of a scene, and again when its siblings are known. */
function knownIdOf({ items: [first], subject }: Scene): string | undefined {
  let known = ids.get(first);
  if (!known) ids.set(first, (known = { field: idOf(first.item, { subject }) }));
  return known.field;
}

const KEYS = ["id", "uuid", "guid", "gid", "sid", "key", "slug", "name", "code"];

/** The field that tells one item from another: a required scalar, unless it can only be that. */
export function idOf(item: View, { subject }: Pick<Scene, "subject">): string | undefined {
  const about = subject.path[0] ?? [];
  let best: { name: string; rank: number } | undefined;
  for (const field of item.fields.values()) {
    const { view } = field;
    if (!view.scalar || view.is("boolean") || view.nullable || view.values || !field.everywhere) continue;
    const own = words(field.name);
    const joined = own.join(" ");
    const place = KEYS.indexOf(joined);
    let rank = place < 0 ? Infinity : place;
    if (
      own.at(-1) === "id" &&
      own.length > 1 &&
      own.slice(0, -1).map(singular).join(" ") === about.slice(-(own.length - 1)).join(" ")
    )
      rank = 0.5;
    if (rank > 5 && !field.required) continue;
    if (rank > 4 && rank < Infinity && !field.required) continue;
    if (rank < (best?.rank ?? Infinity)) best = { name: field.name, rank };
  }
  return best && pointer([best.name]);
}
