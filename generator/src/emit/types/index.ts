import type { TypeOptions } from "../../config/config.js";
import type { Api } from "../../model/api.js";
import type { Names } from "../../name/names.js";
import type { Codecs, TypePrinter } from "./printer.js";

export type { CodecText, Codecs, Declaration, Direction, TypePlace, TypePrinter, TypeText } from "./printer.js";

export interface TypeInput {
  readonly api: Api;
  readonly names: Names;
  readonly options: TypeOptions;
}

/** Asynchronous because openapi-typescript is loaded here and nowhere earlier: `inspect` does not pay for it. */
export function createTypePrinter(input: TypeInput): Promise<TypePrinter> {
  throw new Error(`The type printer is being written (${input.api.info.title}).`);
}

export function createCodecs(input: TypeInput): Codecs {
  throw new Error(`Codecs are being written (${input.api.info.title}).`);
}
