import type { PagingSpec } from "../contract.js";
import { isUndeclared } from "./answer.js";
import { isNumbered } from "./position.js";
import type { PageReport, PagingState, StopReason } from "./types.js";

/** What has been handed out of a listing. */
export interface Progress {
  readonly pages: number;
  readonly items: number;
  readonly duplicates: number;
  /** What is known from the answers so far. */
  readonly state: PagingState;
  readonly stoppedBy: StopReason | undefined;
}

/** Sums up a listing against what its server announced. */
export function toReport(spec: PagingSpec, progress: Progress): PageReport {
  const { pages, items, duplicates, state, stoppedBy } = progress;
  const expected = state.total ?? undefined;
  return { pages, items, duplicates, expected, complete: isComplete(spec, progress), stoppedBy };
}

const SAID = new Set<StopReason>(["no-next", "has-more", "total", "last-page"]);
const EARLY = new Set<StopReason>(["max-items", "max-pages", "consumer", "error"]);

function isComplete(spec: PagingSpec, { items, duplicates, state, stoppedBy }: Progress): boolean | "unknown" {
  if (stoppedBy === undefined || EARLY.has(stoppedBy)) return false;
  // Where nothing is declared that could name a next page, and nothing ever did, its absence says nothing.
  const isMute = isUndeclared(spec) && !state.announced;
  const isSaid = stoppedBy === "empty-page" ? spec.style === "keyset" : SAID.has(stoppedBy) && !isMute;
  if (state.total === null) return isSaid && !(isNumbered(spec) && duplicates > 0) ? true : "unknown";
  if (state.skipped === null) return "unknown";

  const wanted = state.total - state.skipped;
  const different = items - duplicates;
  if (items < wanted) return false;
  // Without an id, equal items may still be several.
  if (different < wanted) return spec.idField === undefined ? "unknown" : false;
  return state.moved || different > wanted ? "unknown" : true;
}
