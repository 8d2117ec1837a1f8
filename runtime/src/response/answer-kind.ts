import type { AnswerKind, AnswerSpec } from "../contract.js";
import { isGeneric, isJson, isWithin } from "./media-type.js";

type Kinds = AnswerKind | { readonly [mediaType: string]: AnswerKind };

const DEFAULT_ANSWERS: AnswerSpec = { "2XX": "json" };

/** The entry of a status map: exact wins over range wins over default. Only success statuses fall under `default`. */
export function entryOf<Entry>(map: { readonly [status: string]: Entry }, status: number): Entry | undefined {
  const range = `${Math.floor(status / 100)}XX`;
  for (const key of [String(status), range, range.toLowerCase()]) if (Object.hasOwn(map, key)) return map[key];
  return Object.hasOwn(map, "default") && isSuccess(status) ? map["default"] : undefined;
}

/** Whether a status is in the success range. */
export function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Whether an answer is what the operation calls success; 304 answers a condition that the caller has set. */
export function isAnswer(answers: AnswerSpec | undefined, status: number): boolean {
  return isSuccess(status) || status === 304 || (answers !== undefined && Object.hasOwn(answers, String(status)));
}

/**
 * How to read an answer, from its status and its content type. Undefined: the content type is not one that the document
 * promises, so the body is not what the caller's types say.
 */
export function answerKind(
  answers: AnswerSpec | undefined,
  status: number,
  mediaType: string | undefined,
): AnswerKind | undefined {
  const kinds = entryOf<Kinds>(answers ?? DEFAULT_ANSWERS, status);
  if (kinds === undefined) return undeclaredKind(mediaType);
  return typeof kinds === "string" ? bareKind(kinds, mediaType) : declaredKind(kinds, mediaType);
}

function bareKind(kind: AnswerKind, mediaType: string | undefined): AnswerKind | undefined {
  if (mediaType === undefined || kind !== "json") return kind;
  return isJson(mediaType) || isGeneric(mediaType) ? kind : undefined;
}

function declaredKind(
  kinds: { readonly [mediaType: string]: AnswerKind },
  mediaType: string | undefined,
): AnswerKind | undefined {
  const declared = Object.entries(kinds);
  if (mediaType === undefined) return declared[0]?.[1];
  const exact =
    declared.find(([type]) => type.toLowerCase() === mediaType) ?? declared.find(([type]) => isWithin(mediaType, type));
  if (exact) return exact[1];
  const json = declared.find(([, kind]) => kind === "json");
  if (json && isJson(mediaType)) return "json";
  // A generic type, on either side, is no contradiction; nor is a PNG where a JPEG was announced.
  const close = declared.find(
    ([type, kind]) =>
      kind === "binary" && (isGeneric(type) || (family(type) === family(mediaType) && family(type) !== "text")),
  );
  if (close) return "binary";
  return isGeneric(mediaType) ? (json?.[1] ?? declared[0]?.[1]) : undefined;
}

function family(mediaType: string): string {
  const name = mediaType.slice(0, mediaType.indexOf("/"));
  return name === "application" ? mediaType : name;
}

/** A success that the document says nothing about: read as what it says it is. */
export function undeclaredKind(mediaType: string | undefined): AnswerKind {
  if (mediaType === undefined) return "none";
  if (isJson(mediaType)) return "json";
  return mediaType.startsWith("text/") ? "text" : "binary";
}
