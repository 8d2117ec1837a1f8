import type { Equal, Expect } from "./expect-type.js";
import type { J, Node, Tree } from "./36-recursion/index.js";

export type Cases = [Expect<Equal<J, string | { [key: string]: J }>>, Expect<Equal<Tree, string | Tree[]>>];
export const value: Node = { kids: [{ next: { map: { k: {} } } }] };
