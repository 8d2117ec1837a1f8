import type { Equal, Expect } from "./expect-type.js";
import type { ArrayModel, BlobModel, DateModel, OmitModel, RecordModel, W } from "./04-global-type-names/index.js";

// The global types are still themselves beside models of their names.
export type Cases = [
  Expect<Equal<ArrayModel, string[]>>,
  Expect<Equal<BlobModel, string>>,
  Expect<Equal<DateModel, string>>,
  Expect<Equal<RecordModel, { [key: string]: string }>>,
  Expect<Equal<W["l"], OmitModel[] | undefined>>,
  Expect<Equal<W["m"], { [key: string]: BlobModel } | undefined>>,
];
