import type { OperationSchemas, ValueSchema } from "../contract.js";
import { isGeneric, isJson, isWithin } from "../response/media-type.js";

/** A schema and where the document has it. */
export interface AnswerSchema {
  readonly schema: ValueSchema;
  readonly status: string;
  readonly mediaType: string;
}

/** The schema of an answer: exact status over range over `default`. Undefined: the document has none for it. */
export function answerSchema(
  { answers = {} }: OperationSchemas,
  status: number,
  mediaType: string | undefined,
): AnswerSchema | undefined {
  const range = `${Math.floor(status / 100)}XX`;
  const key = [String(status), range, range.toLowerCase(), "default"].find((one) => Object.hasOwn(answers, one));
  if (key === undefined) return undefined;
  const declared = Object.entries(answers[key] ?? {});
  const found = declared.find(([type]) => type.toLowerCase() === mediaType) ?? near(declared, mediaType);
  return found && { status: key, mediaType: found[0], schema: found[1] };
}

// JSON is sent under many names, and under none.
function near(
  declared: readonly [string, ValueSchema][],
  mediaType: string | undefined,
): [string, ValueSchema] | undefined {
  const within = mediaType === undefined ? undefined : declared.find(([type]) => isWithin(mediaType, type));
  if (within) return within;
  if (mediaType !== undefined && !isJson(mediaType) && !isGeneric(mediaType)) return undefined;
  return declared.find(([type]) => isJson(type.split(";", 1)[0]!.trim().toLowerCase()));
}
