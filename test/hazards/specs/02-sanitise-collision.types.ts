import type { Equal, Expect } from "./expect-type.js";
import type { UserName, UserName_k8tm, UserName_pvob, W } from "./02-sanitise-collision/index.js";

// Three schemas, three types: `User-Name`, `User.Name` and `UserName`.
export type Cases = [
  Expect<Equal<UserName, { c?: string }>>,
  Expect<Equal<UserName_k8tm, { b?: string }>>,
  Expect<Equal<UserName_pvob, { a?: string }>>,
  Expect<Equal<W, { a?: UserName_pvob; b?: UserName_k8tm; c?: UserName }>>,
];
