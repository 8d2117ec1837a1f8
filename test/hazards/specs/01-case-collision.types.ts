import type { Equal, Expect } from "./expect-type.js";
import type { User, User_lvwl, Wrap } from "./01-case-collision/index.js";

export type Cases = [
  Expect<Equal<User, { a?: string }>>,
  Expect<Equal<User_lvwl, string>>,
  Expect<Equal<Wrap, { a?: User; b?: User_lvwl }>>,
];
