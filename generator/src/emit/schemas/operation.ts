import type { MediaType, Operation, Response } from "../../model/api.js";
import type { Schema } from "../../model/schema.js";
import type { OperationNames } from "../../name/names.js";
import { propertyKey } from "../code/index.js";
import { itemSchema } from "../operations/answers.js";
import { answerKind, bareType, bodyKind, isText } from "../operations/media.js";
import { keyOf } from "../operations/params.js";
import type { Scene } from "../scene.js";

/** What prints a schema of an operation. */
export interface OperationPrinter {
  write(schema: Schema, files: boolean): string;
  read(schema: Schema): string;
}

/** The members of `OperationSchemas` for an operation; empty where its document says nothing that could be checked. */
export function operationSchemas(
  operation: Operation,
  names: OperationNames,
  scene: Scene,
  print: OperationPrinter,
): string[] {
  const params = operation.parameters.map((parameter) => {
    const required = parameter.required ? ", required: true" : "";
    return `${propertyKey(keyOf(parameter, names))}: { schema: ${print.write(parameter.schema, false)}${required} }`;
  });
  const body = (operation.body?.media ?? []).flatMap((media) => bodyEntry(media, scene, print));
  const answers =
    operation.method === "HEAD" ? [] : operation.responses.flatMap((one) => answerEntry(one, scene, print));
  return (["params", "body", "answers"] as const).flatMap((key) => {
    const entries = { params, body, answers }[key];
    return entries.length === 0 ? [] : [`${key}: { ${entries.join(", ")} }`];
  });
}

/** What is sent as one value in memory. */
function bodyEntry(media: MediaType, scene: Scene, print: OperationPrinter): string[] {
  const kind = bodyKind(media, scene.components);
  if (!media.schema || kind === "binary" || kind === "jsonl") return [];
  if (kind === "text" && !isText(media.schema, scene.components)) return [];
  return [`${propertyKey(media.type)}: ${print.write(media.schema, kind === "multipart")}`];
}

function answerEntry({ status, media }: Response, scene: Scene, print: OperationPrinter): string[] {
  const entries = media.flatMap((one) => {
    const schema = answerSchema(one, scene);
    return schema && schema.kind !== "unknown" ? [[bareType(one.type), print.read(schema)] as const] : [];
  });
  // What differs in parameters of the media type only is told by none: the first is taken.
  const byType = new Map(entries.toReversed());
  const texts = [...byType].toReversed().map(([type, text]) => `${propertyKey(type)}: ${text}`);
  return texts.length === 0 ? [] : [`${propertyKey(status)}: { ${texts.join(", ")} }`];
}

/** The schema of what is decoded: the whole body, or one event of a stream. */
function answerSchema(media: MediaType, scene: Scene): Schema | undefined {
  switch (answerKind(media, scene.components)) {
    case "json":
      return media.schema;
    case "text":
      return isText(media.schema, scene.components) ? media.schema : undefined;
    case "sse":
    case "jsonl":
      return itemSchema(media, scene.components);
    default:
      return undefined;
  }
}
