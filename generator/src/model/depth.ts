import type { Json } from "../load/document.js";

/** Deeper than any description is, and shallow enough for the stages that follow to walk by recursion. */
const DEEPEST = 512;

/** The pointer-less answer to one question: is something in this document nested too deep to be walked? */
export function isTooDeep(root: Json): boolean {
  let level: Json[] = [root];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    const next: Json[] = [];
    for (const node of level) {
      if (typeof node !== "object" || node === null) continue;
      for (const child of Array.isArray(node) ? node : Object.values(node))
        if (typeof child === "object") next.push(child);
    }
    level = next;
  }
  return false;
}
