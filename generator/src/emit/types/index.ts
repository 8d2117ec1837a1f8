import type { TypeOptions } from "../../config/config.js";
import type { Api } from "../../model/api.js";
import type { Names } from "../../name/names.js";
import { CodecPrinter } from "./codecs.js";
import type { Declared } from "./declaration.js";
import type { Codecs, Declaration, TypePrinter } from "./printer.js";
import { Printer } from "./type-printer.js";

export type { CodecText, Codecs, Declaration, Direction, TypePlace, TypePrinter, TypeText } from "./printer.js";

export interface TypeInput {
  readonly api: Api;
  readonly names: Names;
  readonly options: TypeOptions;
  /** Has declarations of earlier runs. */
  readonly reuse?: { declaration(about: Declared & { readonly module: string }, make: () => Declaration): Declaration };
}

/** Asynchronous because openapi-typescript is loaded here and nowhere earlier: `inspect` does not pay for it. */
export async function createTypePrinter(input: TypeInput): Promise<TypePrinter> {
  const { TypeTransform } = await import("./transform/index.js");
  return new Printer(input, new TypeTransform());
}

export function createCodecs(input: TypeInput): Codecs {
  return new CodecPrinter(input);
}
