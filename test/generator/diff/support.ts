import { diff, type Change } from "../../../generator/src/diff/index.js";
import type { ApiConfig } from "../../../generator/src/config/config.js";
import type { JsonObject } from "../../../generator/src/load/document.js";
import { understand, type Understanding } from "../../../generator/src/pipeline.js";

export type Options = Partial<ApiConfig>;

export const known = (document: JsonObject, options: Options = {}): Promise<Understanding> =>
  understand({ input: document, output: "unused", ...options });

export async function changesOf(old: JsonObject, next: JsonObject, options: Options = {}): Promise<readonly Change[]> {
  const types = options.types ? { types: options.types } : {};
  const [a, b] = [await known(old, options), await known(next, options)];
  return diff({ ...a, ...types }, { ...b, ...types });
}

/** `breaking enum-value-added Pet.status` */
export const lineOf = ({ level, kind, subject }: Change): string => `${level} ${kind} ${subject}`;

export async function linesOf(old: JsonObject, next: JsonObject, options: Options = {}): Promise<string[]> {
  return (await changesOf(old, next, options)).map(lineOf);
}
