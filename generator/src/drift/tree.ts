import type { Json, JsonObject } from "../load/document.js";
import { isObject, member, put } from "../load/json.js";
import { fragmentSteps } from "../load/pointer.js";

/** A place in a document that can be given another value. */
export interface Slot {
  readonly holder: JsonObject | Json[];
  readonly key: string;
}

/** What is in a place, if it is an object. */
export function objectIn({ holder, key }: Slot): JsonObject | undefined {
  const value = Array.isArray(holder) ? holder[Number(key)] : member(holder, key);
  return isObject(value) ? value : undefined;
}

export function fill({ holder, key }: Slot, value: Json): void {
  if (Array.isArray(holder)) holder[Number(key)] = value;
  else put(holder, key, value);
}

/** A reference that leads out of the document, where an overlay of it does not reach. */
export class OutsideError extends Error {}

/** Follows references within a document. @throws OutsideError */
export function resolved(root: Json, slot: Slot): Slot {
  let at = slot;
  for (let step = 0; step < 50; step += 1) {
    const reference = objectIn(at)?.$ref;
    if (typeof reference !== "string") return at;
    const steps = reference.startsWith("#") ? fragmentSteps(reference.slice(1)) : undefined;
    const next = steps && slotAt(root, steps);
    if (!next) throw new OutsideError(`\`${reference}\` leads out of the document`);
    at = next;
  }
  throw new OutsideError("its references lead in a circle");
}

function slotAt(root: Json, steps: readonly string[]): Slot | undefined {
  const key = steps.at(-1);
  let holder: Json | undefined = root;
  for (const step of steps.slice(0, -1)) {
    holder = Array.isArray(holder) ? holder[Number(step)] : isObject(holder) ? member(holder, step) : undefined;
  }
  return key !== undefined && typeof holder === "object" && holder !== null ? { holder, key } : undefined;
}
