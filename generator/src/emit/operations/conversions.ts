import type { Operation } from "../../model/api.js";
import type { Schema } from "../../model/schema.js";
import { propertyKey } from "../code/index.js";
import type { Imports } from "../imports.js";
import type { Scene } from "../scene.js";
import { bodyKind } from "./media.js";
import type { CodecText } from "../types/index.js";

/** `decode` of the operation value: what to convert in each success answer. */
export function decodeText(
  answers: readonly { readonly status: string; readonly schema: Schema | undefined }[],
  scene: Scene,
  imports: Imports,
): string {
  const entries = answers.flatMap(({ status, schema }) => {
    const codec = schema && scene.codecs.codecFor(schema, "read");
    return codec ? [`${propertyKey(status)}: ${useCodec(codec, imports)}`] : [];
  });
  return entries.length === 0 ? "" : `{ ${entries.join(", ")} }`;
}

/** `encode`: what to convert in the request body that is JSON. */
export function encodeText(operation: Operation, scene: Scene, imports: Imports): string {
  const media = operation.body?.media.find((one) => bodyKind(one, scene.components) === "json");
  const codec = media?.schema && scene.codecs.codecFor(media.schema, "write");
  return codec ? useCodec(codec, imports) : "";
}

export function useCodec(codec: CodecText, imports: Imports): string {
  for (const [name, module] of codec.imports) imports.value(name, module);
  return codec.text;
}
