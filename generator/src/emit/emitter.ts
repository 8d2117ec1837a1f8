import type { ApiConfig } from "../config/config.js";
import type { Facts } from "../detect/facts.js";
import type { Api } from "../model/api.js";
import type { Names } from "../name/names.js";
import type { FileSet } from "./file-set.js";

/** What an emitter is told: all that is known of an API, and what the emitters before it made. It is frozen. */
export interface EmitterInput {
  /** The API in the words of its document: operations, schemas, security. Sorted, wire names, no identifiers. */
  readonly api: Api;
  /** Every identifier and module of the SDK. Generated code must be referred to by these. */
  readonly names: Names;
  /** What was detected and proved: paging, credentials, limits, streams. */
  readonly facts: Facts;
  readonly config: ApiConfig;
  /** Files of the emitters before this one, not formatted yet. */
  readonly files: FileSet;
}

/** Path relative to the output folder, with `/` → text. */
export type EmittedFiles = FileSet | { readonly [path: string]: string };

/**
 * Makes files of an SDK from what is known of an API. The SDK's own files are made by emitters too; those of a
 * configuration run after them, in their order. Given the same input, an emitter must give the same files.
 */
export interface Emitter<Input = EmitterInput> {
  /** What diagnostics call it. */
  readonly name: string;
  emit(input: Input): EmittedFiles | Promise<EmittedFiles>;
}

/**
 * Gives an emitter of your own its types. Returns its argument.
 *
 * @example
 * export default defineEmitter({
 *   name: "routes",
 *   emit: ({ api }) => ({
 *     "routes.ts": `export const routes = ${dataLiteral(api.operations.map((one) => one.path))};\n`,
 *   }),
 * });
 */
export function defineEmitter(emitter: Emitter): Emitter {
  return emitter;
}
