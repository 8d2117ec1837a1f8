import type { Checkpoint, PageReport, PagingState } from "./types.js";

/** A listing of which nothing was read. */
export const BEGINNING: PagingState = {
  position: { at: "start" },
  pages: 0,
  items: 0,
  duplicates: 0,
  rows: 0,
  skipped: 0,
  first: null,
  fullest: 0,
  total: null,
  totalPages: null,
  moved: false,
  announced: false,
  seen: [],
  last: [],
  stoppedBy: null,
};

/** Where a listing stands that was not asked for anything. It fits any parameters, for nothing was read with any. */
export function untouched(operation: string): Checkpoint {
  return { version: 1, operation, fingerprint: "", state: BEGINNING, taken: [] };
}

/** How it went so far. */
export const UNTOUCHED: PageReport = {
  pages: 0,
  items: 0,
  duplicates: 0,
  expected: undefined,
  complete: false,
  stoppedBy: undefined,
};
