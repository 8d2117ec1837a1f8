import { expect, test } from "vitest";
import { SurfaceReader } from "../../../generator/src/surface/surface.js";

const BEFORE = `
/** A pet. */
export interface Pet { name: string }
export const petsGet: Operation<{ id: number }, Pet> = { id: "a" };
export class Pets extends Resource {
  get(params: { id: number }, options?: CallOptions): ApiPromise<Pet> { return this.client.call(petsGet, params, options); }
  list(): PagePromise<Pet> { return this.client.call(petsList); }
}
interface Hidden {}
`;

test.each([
  [
    "documentation and bodies do not count",
    BEFORE.replace("A pet.", "Animal.").replace("this.client.call(petsList)", "x"),
    [],
    [],
    [],
  ],
  ["a field", BEFORE.replace("name: string", "name?: string"), [], [], ["Pet"]],
  [
    "a parameter of a method",
    BEFORE.replace("get(params: { id: number }", "get(params: { id: string }"),
    [],
    [],
    ["Pets.get"],
  ],
  ["a method that went", BEFORE.replace(/ {2}list.*\n/, ""), [], ["Pets.list"], []],
  ["a type that came", `${BEFORE}export type Owner = string;`, ["Owner"], [], []],
])("%s", (_title, after, added, removed, changed) => {
  expect(new SurfaceReader().compare("pets.ts", BEFORE, after)).toEqual({ added, removed, changed });
});
