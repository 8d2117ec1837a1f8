import type { Equal, Expect } from "./expect-type.js";
import type { GetPetResponse, PetGetParams, PetResource, Pet } from "./18-opid-equals-schema/index.js";

export type Cases = [
  Expect<Equal<PetGetParams, { body?: GetPetResponse }>>,
  Expect<Equal<Awaited<ReturnType<PetResource["getA"]>>, Pet>>,
];
