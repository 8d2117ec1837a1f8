import type { Candidate } from "../request.js";
import { listing } from "../listing.js";
import { RANK, type Proposal, type Scene } from "../scene.js";

/** Numbered pages. */
export function page(scene: Scene): Proposal | undefined {
  const [best] = scene.candidates.page;
  if (!best || isToken(best, scene)) return undefined;
  const proposal = counted(scene, best, "page");
  const { nextPages, totalPages } = scene.shape;
  if (nextPages[0]) proposal.case.add(0.7, `the answer has \`${nextPages[0].pointer}\``, nextPages[0].at);
  if (totalPages[0]) proposal.case.add(0.5);
  return {
    ...proposal,
    request: { page: best.input.ref },
    response: { ...(nextPages[0] && { nextPage: nextPages[0].pointer }) },
  };
}

/** A number of rows to skip. */
export function offset(scene: Scene): Proposal | undefined {
  const [best] = scene.candidates.offset;
  if (!best || isToken(best, scene)) return undefined;
  const proposal = counted(scene, best, "offset");
  const { nextOffsets } = scene.shape;
  if (nextOffsets[0]) proposal.case.add(0.7, `the answer has \`${nextOffsets[0].pointer}\``, nextOffsets[0].at);
  const [end] = scene.candidates.end;
  const ranged = end !== undefined && scene.candidates.size.length === 0 && end.score >= 2.5;
  return {
    ...proposal,
    request: { offset: best.input.ref, ...(ranged && { end: end.input.ref }) },
    response: { ...(nextOffsets[0] && { nextOffset: nextOffsets[0].pointer }) },
  };
}

function counted(scene: Scene, best: Candidate, style: "page" | "offset"): Proposal {
  const one = listing(scene);
  one.join({ score: best.score * 0.8, evidence: best.evidence }, 4);
  const [size] = scene.candidates.size;
  if (size) one.join({ score: size.score * 0.3, evidence: size.evidence }, 1.2);
  else if (best.score < 4) one.add(style === "offset" ? -1.5 : -0.5);
  return { style, request: {}, response: {}, case: one, rank: RANK.counted };
}

/** `page` and `offset` that take a string which the server hands out are cursors by another name. */
function isToken({ input }: Candidate, { shape, candidates }: Scene): boolean {
  if (input.view.may("number") && !input.view.unknown) {
    // A number or a string: what the answer hands out decides.
    return input.view.may("string") && shape.tokens.some((sign) => sign.weight >= 2 && sign.slot?.view.may("string"));
  }
  const says = /page number|number of (?:the )?page|\bpage 1\b|\bskip|integer|numeric/.test(input.text);
  const cursor = candidates.cursor.find((one) => one.input.ref === input.ref);
  if (/\b(?:token|cursor|opaque)\b/.test(input.text)) return true;
  return !says && cursor !== undefined && shape.tokens.some((sign) => sign.weight >= 1.5 && !sign.slot?.view.numeric);
}
