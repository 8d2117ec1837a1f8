import type {
  AnswerKind,
  AnswerSpec,
  Operation,
  OperationDefinition,
  OperationTypes,
  PagedOperation,
  StreamOperation,
  StreamSpec,
} from "../contract.js";
import { jsonText } from "../request/json.js";
import { isJsonData } from "../stream/data-kind.js";
import { applyEncodeCodec } from "../response/codec.js";

/** What a mock answers with. */
export interface MockAnswer {
  /** Answers calls of this operation. Undefined: of any. */
  readonly operation?: OperationDefinition;
  /** @default 200 */
  readonly status?: number;
  /** Content type. @default `application/json` for what is no text */
  readonly type?: string | undefined;
  readonly headers?: { readonly [name: string]: string };
  /** Text and bytes are sent as they are, anything else as JSON. Undefined: no body. */
  readonly body?: unknown;
}

/** What of an answer is not its body. */
export interface AnswerOptions {
  /** @default the operation's first success status */
  readonly status?: number;
  readonly headers?: { readonly [name: string]: string };
}

/**
 * The success answer of an operation, typed as its result; for a stream, its events.
 *
 * @example
 * const api = new MockApi(answerOf(petsGet, mockCat({ name: "Tom" })));
 */
export function answerOf<Params, Result, Failures, Successes>(
  operation: Operation<Params, Result, Failures, Successes>,
  body: Result,
  options?: AnswerOptions,
): MockAnswer;
export function answerOf<Params, Item, Result, Failures>(
  operation: PagedOperation<Params, Item, Result, Failures>,
  body: Result,
  options?: AnswerOptions,
): MockAnswer;
export function answerOf<Params, Event, Failures>(
  operation: StreamOperation<Params, Event, Failures>,
  events: readonly Event[],
  options?: AnswerOptions,
): MockAnswer;
export function answerOf(operation: OperationDefinition, body: unknown, options: AnswerOptions = {}): MockAnswer {
  const [status, type, kind] = firstAnswer(operation.answers ?? { "2XX": "json" });
  const decode = operation.decode?.[status];
  const encoded = decode === undefined || kind === "none" ? body : applyEncodeCodec(body, decode);
  return {
    operation,
    status: /^\d{3}$/.test(status) ? Number(status) : status.startsWith("3") ? 300 : 200,
    type,
    body: bodyText(encoded, kind, operation),
    ...options,
  };
}

/**
 * An answer of an operation that is an error, typed as the document has it for the status.
 *
 * @example
 * new MockApi(failureOf(reposGet, 404, { message: "Not Found" }));
 */
export function failureOf<Failures, Status extends keyof Failures & number>(
  operation: OperationDefinition & OperationTypes<string, unknown, unknown, Failures, unknown>,
  status: Status,
  body: Failures[Status],
  options: AnswerOptions = {},
): MockAnswer {
  return { operation, status, type: "application/json", body: jsonText(body), ...options };
}

const TYPES: { readonly [kind in AnswerKind]: string | undefined } = {
  json: "application/json",
  text: "text/plain",
  binary: "application/octet-stream",
  none: undefined,
  sse: "text/event-stream",
  jsonl: "application/x-ndjson",
};

function firstAnswer(answers: AnswerSpec): readonly [status: string, type: string | undefined, kind: AnswerKind] {
  const [status = "200", answer = "none"] = Object.entries(answers)[0] ?? [];
  if (typeof answer === "string") return [status, TYPES[answer], answer];
  const [type = "application/json", kind = "json"] = Object.entries(answer)[0] ?? [];
  return [status, type.includes("*") ? TYPES[kind] : type, kind];
}

function bodyText(body: unknown, kind: AnswerKind, { stream }: OperationDefinition): unknown {
  if (kind === "sse" || kind === "jsonl") return eventsText(body as readonly unknown[], kind, stream);
  return kind === "json" ? jsonText(body) : body;
}

function eventsText(events: readonly unknown[], kind: "sse" | "jsonl", stream: OperationDefinition["stream"]): string {
  if (kind === "jsonl") return events.map((event) => `${jsonText(event)}\n`).join("");
  const texts = events.map((event) => {
    if (stream?.envelope && typeof event === "object" && event !== null) return envelopeText(event, stream);
    return dataLines(stream?.data === "text" ? String(event) : jsonText(event));
  });
  if (stream?.terminator !== undefined) texts.push(dataLines(stream.terminator));
  return texts.map((text) => `${text}\n`).join("");
}

function envelopeText(event: object, stream: StreamSpec): string {
  const { data, ...fields } = event as { readonly [field: string]: unknown };
  const isText = typeof data === "string" && !isJsonData(stream, fields["event"] as string | undefined);
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${String(value)}\n`);
  return lines.join("") + dataLines(isText ? data : jsonText(data ?? null));
}

function dataLines(text: string): string {
  return text
    .split("\n")
    .map((line) => `data: ${line}\n`)
    .join("");
}
