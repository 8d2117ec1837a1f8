import type { Json } from "../load/document.js";

/** Deeper than any description is, and shallow enough for the stages that follow to walk by recursion. */
export const DEEPEST = 512;

/** Is something in this document nested too deep to be walked? An object that contains itself is. */
export function isTooDeep(node: Json, left: number = DEEPEST): boolean {
  if (typeof node !== "object" || node === null) return false;
  if (left === 0) return true;
  if (Array.isArray(node)) return node.some((item) => isTooDeep(item, left - 1));
  for (const key in node) if (isTooDeep(node[key] as Json, left - 1)) return true;
  return false;
}
