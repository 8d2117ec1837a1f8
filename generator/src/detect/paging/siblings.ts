import type { PagingFacts } from "../facts.js";
import type { OperationView } from "../view/operation.js";
import { Case } from "./case.js";
import type { Candidates } from "./request.js";
import { RANK, type Proposal, type Scene } from "./scene.js";

/** From how sure a pager on others may lean on it. */
const SURE = 0.85;

/** How the other operations of the same API page: an API mostly pages in one way. */
export interface Siblings {
  /** A sure pager by style and the names that it asks with. */
  readonly byRequest: ReadonlyMap<
    string,
    { readonly key: string; readonly pager: PagingFacts; readonly count: number }
  >;
  /** Names of the cursors that some operation takes. */
  readonly cursors: ReadonlySet<string>;
}

/** `body:/cursor` and `cursor` are the same way to ask. */
const bare = (ref: string): string => ref.replace(/^body:(?:\/.*)?\//, "");

const requestKey = (style: string, request: PagingFacts["request"]): string =>
  `${style} ${bare(request.cursor ?? request.page ?? request.offset ?? "")}`;

export function siblingsOf(pagers: ReadonlyMap<string, PagingFacts>): Siblings {
  const groups = new Map<string, Map<string, { key: string; pager: PagingFacts; count: number }>>();
  const cursors = new Set<string>();
  for (const [key, pager] of pagers) {
    if (pager.confidence < SURE) continue;
    if (pager.request.cursor !== undefined) cursors.add(bare(pager.request.cursor));
    const request = requestKey(pager.style, pager.request);
    const group = groups.get(request) ?? new Map();
    const answer = pager.response.nextCursor ?? pager.response.nextUrl ?? "";
    const same = group.get(answer);
    if (same) same.count++;
    else group.set(answer, { key, pager, count: 1 });
    groups.set(request, group);
  }
  const byRequest = new Map(
    [...groups].flatMap(([request, group]) => {
      const [most] = [...group.values()].toSorted((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
      return most ? [[request, most] as const] : [];
    }),
  );
  return { byRequest, cursors };
}

/** Weighs a proposal by what the siblings do, and lends a cursor whose token this answer does not show the sibling's place of it. */
export function lean(proposal: Proposal, scene: Scene, siblings: Siblings): Proposal {
  if (scene.items[0].item.scalar) return proposal;
  const lent = scene.items[0].slot.depth > 0 ? lentUrl(proposal, siblings) : undefined;
  if (lent) return lent;
  const sibling = siblings.byRequest.get(requestKey(proposal.style, proposal.request));
  if (!sibling || sibling.key === scene.view.operation.key) return proposal;
  proposal.case.add(sibling.count >= 3 ? 1.2 : 0.6, `\`${sibling.key}\` asks the same way`);
  const next = sibling.pager.response.nextCursor;
  if (proposal.style !== "cursor" || proposal.response.nextCursor !== undefined || next === undefined) return proposal;
  proposal.case.add(
    -0.3,
    `the token is taken to stand at \`${next}\`, as in \`${sibling.key}\`; this answer does not declare it`,
  );
  return { ...proposal, response: { ...proposal.response, nextCursor: next }, lent: true };
}

/** A cursor that no field of the answer feeds, and that siblings follow by the address of the next page instead. */
function lentUrl(proposal: Proposal, siblings: Siblings): Proposal | undefined {
  if (proposal.rank !== RANK.bare || proposal.style !== "cursor" || proposal.response.nextCursor !== undefined)
    return undefined;
  const sibling = siblings.byRequest.get(requestKey("next-url-in-body", proposal.request));
  const nextUrl = sibling?.pager.response.nextUrl;
  if (!sibling || nextUrl === undefined) return undefined;
  proposal.case.add(
    sibling.count >= 3 ? 0.9 : 0.3,
    `the next address is taken to stand at \`${nextUrl}\`, as in \`${sibling.key}\`; this answer does not declare it`,
  );
  return { ...proposal, style: "next-url-in-body", response: { nextUrl }, lent: true };
}

/**
 * A next address in an envelope that the API uses for everything: the token beside it is one that siblings take and
 * this operation does not, so there is nothing to follow.
 */
export function isIdleEnvelope(proposal: Proposal, scene: Scene, siblings: Siblings): boolean {
  if (proposal.style !== "next-url-in-body" || Object.keys(proposal.request).length > 0) return false;
  const taken = new Set(scene.view.inputs.map((input) => input.name));
  return scene.shape.tokens.some(({ weight, pointer, slot }) => {
    const name = slot?.name ?? "";
    return weight >= 2 && pointer !== proposal.response.nextUrl && siblings.cursors.has(name) && !taken.has(name);
  });
}

/** A pager for an answer that is declared as anything at all: the parameters are a sibling's, so the answer is taken to be. */
export function borrowed(view: OperationView, candidates: Candidates, siblings: Siblings): PagingFacts | undefined {
  const [cursor] = candidates.cursor;
  const [size] = candidates.size;
  if (!cursor || cursor.score < 3 || !size) return undefined;
  const sibling = siblings.byRequest.get(requestKey("cursor", { cursor: cursor.input.ref }));
  if (!sibling || bare(sibling.pager.request.size ?? "") !== bare(size.input.ref)) return undefined;
  const one = new Case(-1)
    .join({ score: cursor.score * 0.5, evidence: cursor.evidence })
    .join({ score: 0.3, evidence: size.evidence });
  one.add(
    0.5,
    `its answer is declared as an empty object; \`${sibling.key}\` takes the same parameters`,
    view.answers[0]?.at,
  );
  const { idField: _id, ...pager } = sibling.pager;
  return {
    ...pager,
    request: { cursor: cursor.input.ref, size: size.input.ref },
    confidence: one.confidence,
    evidence: one.evidence,
  };
}
