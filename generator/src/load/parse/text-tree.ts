/** A node of a text: an offset for JSON, the index of an event for YAML. */
export type TextNode = number;

/** What stands under a key or an index of a container. */
export interface TextMember {
  /** Offset of the key; of the value for an item of a list. */
  readonly start: number;
  readonly value: TextNode;
}

/** The structure of a text with offsets, read container by container as places are asked for. */
export interface TextTree {
  readonly root: TextNode | undefined;
  members(node: TextNode): ReadonlyMap<string, TextMember> | undefined;
  start(node: TextNode): number;
  /** The text of a number, a word or a string, as written. */
  literal(node: TextNode): string;
}

/** The node at the end of a path, or the deepest one on the way there. */
export function findNode(
  tree: TextTree,
  steps: readonly string[],
): { readonly start: number; readonly node: TextNode; readonly depth: number } | undefined {
  if (tree.root === undefined) return undefined;
  let found = { start: tree.start(tree.root), node: tree.root, depth: 0 };
  for (const step of steps) {
    const next = tree.members(found.node)?.get(step);
    if (!next) break;
    found = { start: next.start, node: next.value, depth: found.depth + 1 };
  }
  return found;
}
