import type { Equal, Expect } from "./expect-type.js";
import type { T, TUpParams } from "./42-multi-body/index.js";

export type Up = Parameters<T["up"]>[0];
export const json: Up = { body: { a: "x" } };
export const form: Up = { body: { a: "x" }, contentType: "application/x-www-form-urlencoded" };
export const parts: Up = { body: { files: [new Blob([])], meta: { a: "x" } }, contentType: "multipart/form-data" };
export const text: Up = { body: "x", contentType: "text/plain" };
// @ts-expect-error Text is not JSON of this shape.
export const wrong: Up = { body: "x" };
export type Cases = [Expect<Equal<Up, TUpParams>>];
