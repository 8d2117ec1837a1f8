import type { SpecDocument } from "../load/document.js";
import type { Place } from "../report/diagnostic.js";
import type { Change } from "./change.js";

/** A side whose pointers lead to places. */
export interface Placed {
  readonly document?: Pick<SpecDocument, "locator">;
}

/** Changes with the places that their pointers lead to. Worked out when they are read: most reports show few. */
export function locateChanges(changes: readonly Change[], old: Placed, next: Placed): readonly Change[] {
  return changes.map((change) => {
    const place = () => defined(placeOf(old, change.at.old), placeOf(next, change.at.new));
    return Object.defineProperty({ ...change }, "place", { get: place, enumerable: true });
  });
}

function placeOf({ document }: Placed, pointer: string | undefined): Place | undefined {
  return pointer === undefined ? undefined : document?.locator.place(pointer);
}

function defined(old: Place | undefined, next: Place | undefined): NonNullable<Change["place"]> {
  return { ...(old && { old }), ...(next && { new: next }) };
}
