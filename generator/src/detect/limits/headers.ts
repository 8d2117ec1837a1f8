import type { Header, Operation } from "../../model/api.js";
import type { Evidence, LimitFacts } from "../facts.js";
import { prose, quote } from "../text/prose.js";
import { phrase } from "../text/words.js";
import type { Views } from "../view/view.js";

type Unit = NonNullable<LimitFacts["resetUnit"]>;
type Kind = "limit" | "remaining" | "reset" | "retryAfter";

/** Headers of a rate limit, as the answers declare them or text names them. */
export interface LimitHeaders {
  readonly limitHeader?: string;
  readonly remainingHeader?: string;
  readonly resetHeader?: string;
  readonly resetUnit?: Unit;
  readonly retryAfter?: true;
  readonly evidence: readonly Evidence[];
}

const ABOUT =
  /(?:^| )(?:rate ?limit|ratelimit|throttle|throttling|quota|api (?:call |request )?limit|requests?)(?: |$)/;

/** What a header says of a limit, by its name. */
function kindOf(name: string): Kind | undefined {
  const words = phrase(name);
  if (words === "retry after" || words === "x retry after") return "retryAfter";
  if (
    !ABOUT.test(words) ||
    /(?:^| )(?:request id|requested|global|policy|bucket|scope|used|type|cost|reached|exceeded)(?: |$)/.test(words)
  )
    return undefined;
  const rest = words.replace(/^(?:x )?(?:\w+ )?(?:rate limit|ratelimit)(?= )/, "");
  if (/(?:^| )(?:remaining|left|available)(?: |$)/.test(rest)) return "remaining";
  if (/(?:^| )reset(?: |$)/.test(rest)) return "reset";
  return /(?:^| )(?:limit|allowed|quota|max|total)(?: (?:requests|minute|hour|day|second))?$/.test(rest)
    ? "limit"
    : undefined;
}

interface Found {
  readonly name: string;
  readonly text: string;
  readonly count: number;
  readonly header?: Header;
  readonly at: string;
}

/** Looks at all answers of all operations; without any header there, at what text names. */
export function limitHeaders(
  operations: readonly Operation[],
  texts: readonly { readonly text: string; readonly at: string }[],
  views: Views,
): LimitHeaders {
  const declared = new Map<Kind, Map<string, Found>>();
  for (const operation of operations)
    for (const response of operation.responses)
      for (const header of response.headers) {
        const kind = kindOf(header.name);
        if (kind)
          note(declared, kind, { name: header.name, text: header.description ?? "", count: 1, header, at: header.at });
      }
  for (const { text, at } of texts)
    for (const [kind, found] of named(text, at)) if (!declared.has(kind)) note(declared, kind, found);
  const of = (kind: Kind): Found | undefined =>
    [...(declared.get(kind)?.values() ?? [])].toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))[0];
  const [limit, remaining, reset, retry] = [of("limit"), of("remaining"), of("reset"), of("retryAfter")];
  const unit = reset && unitOf(reset, views);
  return {
    ...(limit && { limitHeader: limit.name }),
    ...(remaining && { remainingHeader: remaining.name }),
    ...(reset && { resetHeader: reset.name }),
    ...(unit && { resetUnit: unit }),
    ...(retry && { retryAfter: true as const }),
    evidence: [limit, remaining, reset, retry].flatMap((one) =>
      one ? [{ text: `header \`${one.name}\`${one.text === "" ? "" : `: “${quote(one.text)}”`}`, at: one.at }] : [],
    ),
  };
}

function note(all: Map<Kind, Map<string, Found>>, kind: Kind, found: Found): void {
  const names = all.get(kind) ?? new Map<string, Found>();
  const before = names.get(found.name.toLowerCase());
  names.set(found.name.toLowerCase(), before ? { ...before, count: before.count + found.count } : found);
  all.set(kind, names);
}

/** What follows is said of something else: a new paragraph, or the next row of a list or table. */
const NEXT_PLACE = /\n(?=\s*(?:\n|[|*#-]))/;

/** Header names in running text: `X-RateLimit-Reset`. */
function* named(text: string, at: string): Iterable<readonly [Kind, Found]> {
  const matches = [...text.matchAll(/\b(?:X-)?(?:Rate-?Limit-[A-Za-z-]{3,30}|Retry-After)\b/gi)];
  for (const [place, { 0: name, index }] of matches.entries()) {
    const kind = kindOf(name);
    const around = text.slice(index, Math.min(index + 200, matches[place + 1]?.index ?? Infinity));
    if (kind) yield [kind, { name, text: around.split(NEXT_PLACE)[0] ?? "", count: 1, at }];
  }
}

/** Unit and base of a reset, from its format, its description or an example. */
function unitOf(reset: Found, views: Views): Unit | undefined {
  const view = reset.header && views.of(reset.header.schema);
  if (view?.format === "date-time") return "iso";
  const text = prose(reset.text, view?.text);
  if (/iso ?-?8601|rfc ?-?3339/.test(text)) return "iso";
  const epoch = /\bepoch\b|\bunix\b|timestamp|\butc\b|the time (?:at|when)|point in time/.test(text);
  const milli = /millisecond|\bms\b/.test(text);
  if (epoch) return milli ? "epoch-ms" : "epoch-s";
  if (milli) return "delta-ms";
  if (
    /(?:seconds?|time|how long) (?:\w{1,12} ){0,3}(?:until|till|before|left|remaining|to wait|after which)|in seconds|number of seconds|\bseconds\b/.test(
      text,
    ) ||
    phrase(reset.name).endsWith("after")
  )
    return "delta-s";
  return unitOfExample([...(reset.header?.examples ?? []), ...(view?.examples ?? [])][0]);
}

function unitOfExample(example: unknown): Unit | undefined {
  if (typeof example === "string" && /^\d{4}-\d\d-\d\dT/.test(example)) return "iso";
  const value = Number(example);
  if (example === undefined || example === null || !Number.isFinite(value)) return undefined;
  return value > 1e11 ? "epoch-ms" : value > 1e8 ? "epoch-s" : "delta-s";
}
