import type { Equal, Expect } from "./expect-type.js";
import type { Constructor, HasOwnProperty, ToString, W } from "./03-proto-schema-names/index.js";

export type Cases = [
  Expect<Equal<Constructor, { a?: string }>>,
  Expect<Equal<ToString, string>>,
  Expect<Equal<HasOwnProperty, string>>,
  Expect<Equal<W, { a?: Constructor; b?: ToString; c?: HasOwnProperty }>>,
];
