import type { Equal, Expect } from "./expect-type.js";
import type { Any, Class, Default, New, StringModel, Undefined, W } from "./05-keyword-schema-names/index.js";

export type Cases = [
  Expect<Equal<W, { a?: Class; b?: Default; c?: New; d?: StringModel; e?: Any; f?: Undefined }>>,
  Expect<Equal<Default, string>>,
  Expect<Equal<Any, { a?: string }>>,
];
