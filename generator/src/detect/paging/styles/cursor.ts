import type { Sign } from "../answer.js";
import type { Candidate } from "../request.js";
import { listing } from "../listing.js";
import { RANK, type Proposal, type Scene } from "../scene.js";

/** An opaque token that one answer hands out and the next request takes. */
export function cursor(scene: Scene): Proposal | undefined {
  let best: { candidate: Candidate; sign: Sign; score: number; why: string } | undefined;
  for (const candidate of scene.candidates.cursor.slice(0, 4))
    for (const sign of [...scene.shape.tokens.slice(0, 6), ...namesake(candidate, scene)]) {
      const pair = pairing(candidate, sign);
      if (!pair) continue;
      const score = candidate.score * 0.6 + sign.weight * 0.5 + pair.score;
      if (!best || score > best.score) best = { candidate, sign, score, why: pair.why };
    }
  if (!best) return undefined;
  const { candidate, sign } = best;
  const one = listing(scene);
  one.join({ score: candidate.score * 0.6, evidence: candidate.evidence }, 3);
  one.add(Math.min(best.score - candidate.score * 0.6, 3.5), best.why, sign.at);
  const [size] = scene.candidates.size;
  if (size) one.join({ score: size.score * 0.3, evidence: size.evidence }, 1.2);
  return {
    style: "cursor",
    request: { cursor: candidate.input.ref },
    response: { nextCursor: sign.pointer },
    case: one,
    rank: RANK.cursor,
  };
}

/** A field of the parameter's own name, when the parameter says that its value comes from an answer. */
function namesake({ input }: Candidate, { shape }: Scene): readonly Sign[] {
  if (!/token|cursor|(?:last|previous|prior) (?:request|response|call)|returned/.test(input.text)) return [];
  const slot = shape.slots.find(
    (one) => one.depth > 0 && one.depth <= 2 && one.phrase === input.phrase && one.view.is("string"),
  );
  return slot ? [{ pointer: slot.pointer, phrase: slot.phrase, weight: 2, at: slot.view.at, slot }] : [];
}

/** A cursor parameter whose token the document shows nowhere: in a header or body that it does not describe. */
export function bareCursor(scene: Scene): Proposal | undefined {
  const [candidate] = scene.candidates.cursor;
  if (!candidate || candidate.score < 3.5) return undefined;
  const [items] = scene.items;
  if (scene.shape.tokens.some((sign) => sign.weight >= 2.5)) return undefined;
  const one = listing(scene);
  one.join({ score: candidate.score * 0.7, evidence: candidate.evidence }, 3.5);
  one.add(-1, "no answer shows where the next token is", scene.view.answers[0]?.at);
  if (items.item.scalar) one.add(-2.5);
  if (items.slot.depth > 0 && items.score < 3.5) one.add(-1);
  const [size] = scene.candidates.size;
  if (size) one.join({ score: size.score * 0.3, evidence: size.evidence }, 1.2);
  const header = headerIn(candidate.input.description);
  if (header !== undefined)
    one.add(1.5, `\`${candidate.input.ref}\` is said to take header \`${header}\``, candidate.input.at);
  const links = scene.speaksOfLinks || /\blink header|`?link`? response header/.test(candidate.input.text);
  return {
    style: links && header === undefined ? "link-header" : "cursor",
    request: { cursor: candidate.input.ref },
    response: header === undefined ? {} : { nextCursor: `header:${header}` },
    case: one,
    rank: RANK.bare,
  };
}

/** The header of an answer that a description names as the source of the token: `X-Cursor-Next`, not `X-Cursor-Prev`. */
function headerIn(description: string | undefined): string | undefined {
  const names = (description ?? "").slice(0, 2_000).match(/\bX-[A-Za-z][A-Za-z-]{2,40}\b/g) ?? [];
  const tokens = names.filter(
    (name) => /cursor|token|next|continuation|marker/i.test(name) && !/prev|auth/i.test(name),
  );
  return tokens.find((name) => /next/i.test(name)) ?? tokens[0];
}

const COMMON = new Set([
  "next",
  "start",
  "starting",
  "exclusive",
  "last",
  "evaluated",
  "current",
  "new",
  "page",
  "pagination",
  "paging",
  "from",
  "list",
  "request",
  "query",
]);

const SPEAKS_OF_TOKEN = /\b(?:cursor|token|opaque|bookmark|continuation)/;

/** Whether a parameter takes what stands at a place of the answer. */
function pairing({ input }: Candidate, sign: Sign): { score: number; why: string } | undefined {
  if (sign.slot && !sameType(input.view, sign.slot.view)) return undefined;
  // A number that the answer repeats or counts on is a position, which `page` and `offset` do better.
  if (
    input.view.numeric &&
    sign.slot?.view.numeric &&
    !SPEAKS_OF_TOKEN.test(input.text + sign.slot.view.text) &&
    !isToSend(sign.slot.view.text, input.name)
  )
    return undefined;
  const name = sign.slot?.name ?? sign.pointer.slice("header:".length);
  const mine = input.phrase.split(" ").filter((word) => !COMMON.has(word));
  const theirs = sign.phrase.split(" ").filter((word) => !COMMON.has(word));
  const why = `\`${sign.pointer}\` of the answer feeds \`${input.ref}\``;
  const shared = mine.filter((word) => theirs.includes(word)).length;
  let score = 0;
  if (input.phrase === sign.phrase) score = 2;
  else if (shared > 0) score = shared === mine.length && shared === theirs.length ? 2 : 1.2;
  else if (mine.length === 0 && theirs.length === 0) score = 1.5;
  if (mentions(input.text, name) && name !== input.name) score += 2;
  if (sign.slot && name !== input.name && saysToSend(sign.slot.view.text, input.name)) score += 1.2;
  if (score === 0 && sign.slot && SPEAKS_OF_TOKEN.test(sign.slot.view.text) && SPEAKS_OF_TOKEN.test(input.text))
    score = 1;
  if (score === 0 && sign.weight >= 2) score = sign.weight >= 2.5 ? 1 : 0.4;
  return score > 0 ? { score, why } : undefined;
}

/** “the value to send in `from`”, “pass it as start”: of everyday names too. */
function isToSend(text: string, name: string): boolean {
  const word = name.toLowerCase().replace(/[^\w$-]/g, "");
  if (word.length < 2 || word.length > 60) return false;
  return new RegExp(
    `\\b(?:send|sent|pass|passed|use|used|supply|supplied|provide|provided|set|specify|value|put|given)\\b.{0,30}?\\b(?:in|as|to|for|into|with|of|via|using|by)\\b.{0,20}?\\b${word.replaceAll("$", "\\$")}\\b`,
  ).test(text);
}

const saysToSend = (text: string, name: string): boolean => mentions(text, name) || isToSend(text, name);

/** A description quotes a name that is more than an everyday word. */
function mentions(text: string, name: string): boolean {
  const low = name.toLowerCase();
  return (low.length > 6 || /[_\W]/.test(low)) && text.includes(low);
}

type Typed = NonNullable<Sign["slot"]>["view"];

function sameType(one: Typed, other: Typed): boolean {
  if (one.unknown || other.unknown) return true;
  for (const type of one.types) if (other.may(type) || (type === "number" && other.types.has("integer"))) return true;
  return false;
}
