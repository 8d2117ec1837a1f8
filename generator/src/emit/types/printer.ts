import type { Schema } from "../../model/schema.js";

/** Whether a value comes from the API (answers) or goes to it (parameters and request bodies). */
export type Direction = "read" | "write";

/** A type expression, with what it needs to be in scope. */
export interface TypeText {
  readonly text: string;
  /** Type identifier → the module that declares it, as in `TypeName.module`. */
  readonly imports: ReadonlyMap<string, string>;
  /** Identifiers needed from `@sdkwright/runtime`, such as `FileInput`. All of them are types. */
  readonly runtime: ReadonlySet<string>;
}

/** One exported declaration of a module, complete with its JSDoc. Imports never name the module itself. */
export interface Declaration extends TypeText {
  readonly name: string;
}

/** Where a schema stands, when that changes its type. */
export interface TypePlace {
  /** Media type of the body the schema is the root of: files are values of their own outside JSON. */
  readonly media?: string;
}

/** Prints the types of one API. All texts are ready to stand at the left margin; nested lines are indented by two blanks. */
export interface TypePrinter {
  type(schema: Schema, direction: Direction, place?: TypePlace): TypeText;
  /** Declarations of one module, sorted by name. */
  declarations(module: string): readonly Declaration[];
  /** Every module that has declarations, sorted. */
  modules(): readonly string[];
}

/** A conversion as an expression of the runtime's type `Codec`, with the constants of module `codecs` it refers to. */
export interface CodecText {
  readonly text: string;
  /** Identifier → module; always `codecs`. Values, not types. */
  readonly imports: ReadonlyMap<string, string>;
}

/** Conversions of decoded bodies, for the options `dates` and `int64`. */
export interface Codecs {
  /**
   * What `decode` (read) or `encode` (write) needs for a body of this schema. Undefined: nothing to convert. Every
   * component that is named by a result, also indirectly, is declared in module `codecs`.
   */
  codecFor(schema: Schema, direction: Direction): CodecText | undefined;
  /** The named codecs asked for so far, complete `export const …`, sorted by name. */
  declarations(): readonly { readonly name: string; readonly text: string }[];
}
