import type { Equal, Expect } from "./expect-type.js";
import type { Model404, Model3DModel, W } from "./06-digit-schema-name/index.js";

export type Cases = [Expect<Equal<W, { a?: Model3DModel; b?: Model404 }>>];
