import { phrase } from "../text/words.js";
import { pointer } from "../view/pointer.js";
import type { View } from "../view/view.js";

/** A place in an answer that can be reached without going into an array. */
export interface Slot {
  readonly pointer: string;
  readonly name: string;
  /** Words of its name. */
  readonly phrase: string;
  /** Words of its name and of what holds it, outermost first. */
  readonly trail: string;
  readonly depth: number;
  readonly view: View;
  /** The object that holds it; undefined for the root. */
  readonly holder: Slot | undefined;
  /** Present in every object that the answer may be. */
  readonly everywhere: boolean;
}

/** Names of objects that wrap a list or its paging, rather than being a thing of their own. */
export const WRAPPER =
  /^(?:meta|metadata|meta data|pagination|paging|pager|page|page info|pageinfo|page data|links?|cursors?|data|results?|response|responses?|body|payload|hits|embedded|list|collection|next|prev|previous|response metadata|response meta|result info|search results?|search metadata|feed|output|summary|info|container|envelope|total|pages|nav|navigation|page meta|resource set|header|headers|content)$/;

const MAX_DEPTH = 4;
const MAX_SLOTS = 400;
/** Objects with more members than this are things, not envelopes. */
const SLIM = 16;

/** All slots of an answer, outermost first, the root included. */
export function slotsOf(root: View): readonly Slot[] {
  const first: Slot = {
    pointer: "",
    name: "",
    phrase: "",
    trail: "",
    depth: 0,
    view: root,
    holder: undefined,
    everywhere: true,
  };
  const slots: Slot[] = [first];
  const paths = new Map<Slot, readonly string[]>([[first, []]]);
  const inside = new Map<Slot, ReadonlySet<string>>([[first, new Set(root.components)]]);
  for (let next = 0; next < slots.length && slots.length < MAX_SLOTS; next++) {
    const slot = slots[next];
    if (!slot || slot.depth >= MAX_DEPTH || !opens(slot)) continue;
    for (const field of slot.view.fields.values()) {
      const around = inside.get(slot) ?? new Set();
      if (field.view.components.some((name) => around.has(name))) continue;
      const path = [...(paths.get(slot) ?? []), field.name];
      const own = phrase(field.name);
      const child: Slot = {
        pointer: pointer(path),
        name: field.name,
        phrase: own,
        trail: slot.trail === "" ? own : `${slot.trail} ${own}`,
        depth: slot.depth + 1,
        view: field.view,
        holder: slot,
        everywhere: slot.everywhere && field.everywhere,
      };
      slots.push(child);
      paths.set(child, path);
      inside.set(child, new Set([...around, ...field.view.components]));
    }
  }
  return slots;
}

/** Whether to look inside: always at the root, further down only in what may be an envelope. */
function opens(slot: Slot): boolean {
  if (slot.depth === 0) return true;
  if (WRAPPER.test(slot.phrase)) return true;
  const size = slot.view.fields.size;
  if (size === 0 || size > SLIM) return false;
  return slot.depth === 1 ? (slot.holder?.view.fields.size ?? 0) <= SLIM : (slot.holder?.view.fields.size ?? 0) <= 4;
}
