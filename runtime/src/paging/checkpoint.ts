import { BEGINNING } from "./beginning.js";
import { paginationError } from "./failure.js";
import { canonical, hash } from "./fingerprint.js";
import { withMember } from "./members.js";
import { resolveNext } from "./next-url.js";
import type { Arguments, Checkpoint, Key, PagedCall, PagingState } from "./types.js";

/** Where a listing stands, with the part of the next page that was handed out already. */
export function toCheckpoint(call: PagedCall, state: PagingState, taken: readonly Key[]): Checkpoint {
  return { version: 1, operation: call.operation.id, fingerprint: fingerprintOf(call), state, taken };
}

/** Where a call begins: at its checkpoint, or at the beginning. What is no checkpoint is refused by {@link checkFit}. */
export function beginningOf({ options: { resume } }: PagedCall): Pick<Checkpoint, "state" | "taken"> {
  return resume && isWellFormed(resume) ? resume : { state: BEGINNING, taken: [] };
}

/** @throws PaginationError when the checkpoint is of another operation, of other parameters, or none at all */
export function checkFit(call: PagedCall, checkpoint: Checkpoint): void {
  if (!isWellFormed(checkpoint)) {
    throw paginationError(call, "`resume` takes what `checkpoint()` returned; this is not a checkpoint of version 1.");
  }
  const { operation, fingerprint, state } = checkpoint;
  const { position } = state;
  if (position?.at === "url") resolveNext(position.value, position.value, call); // It may have been tampered with.
  if (operation !== call.operation.id) {
    throw paginationError(call, `This checkpoint is of another operation, ${operation}. Resume that one with it.`);
  }
  const isUntouched = state.pages === 0 && position?.at === "start" && checkpoint.taken.length === 0;
  if (!isUntouched && fingerprint !== fingerprintOf(call)) {
    throw paginationError(
      call,
      "This checkpoint was taken with other parameters. Pass the same ones, or start without `resume`.",
    );
  }
}

// It was kept by the caller, who may hand over anything.
function isWellFormed({ version, state, taken }: Partial<Checkpoint>): boolean {
  if (version !== 1 || typeof state !== "object" || state === null) return false;
  const isComplete = Object.keys(BEGINNING).every((key) => Object.hasOwn(state, key));
  return isComplete && [state.seen, state.last, taken].every(Array.isArray) && typeof state.position === "object";
}

// The members that paging sets itself do not count: only what decides which items are listed, and in which pages.
function fingerprintOf({ operation, params }: PagedCall): string {
  const { paging } = operation;
  const own = [paging.page, paging.offset, paging.cursor].filter((member) => member !== undefined);
  const lasting = own.reduce<Arguments>((rest, member) => withMember(rest, member, undefined), params ?? {});
  return hash(canonical([paging, lasting]));
}
