import type { AnswerKind, ApiDefinition, OperationDefinition } from "../contract.js";
import { DecodeError } from "../errors/decode-error.js";
import { what } from "../errors/network-error.js";
import type { CallContext, HttpResponse, ResponseBody } from "../http.js";
import { answerKind, entryOf, undeclaredKind } from "./answer-kind.js";
import type { Checks } from "./checks.js";
import { applyCodec, hasBigints, keepExact, memberCodec } from "./codec.js";
import { ENOUGH, excerptOf, quoted } from "./excerpt.js";
import { loadExactParser, mayRound, roundRest, type ExactParser } from "./exact-json.js";
import { charsetOf, mediaTypeOf } from "./media-type.js";
import { requestIdOf } from "./request-id.js";

/** An answer and the call that it belongs to. */
export interface Received {
  readonly http: HttpResponse;
  readonly context: CallContext;
  readonly api: Pick<ApiDefinition, "binary" | "int64" | "requestIdHeader">;
  readonly checks?: Promise<Checks> | undefined;
}

/**
 * The body of a success answer as its operation describes it. `undefined` where there is none: 204, 205, 304, HEAD, or
 * no bytes where JSON was announced.
 *
 * @throws DecodeError for another content type than the document promises, and for JSON that is none
 */
export function decodeBody(received: Received): unknown {
  const { http, context, api } = received;
  const { operation } = context;
  const { status, body } = http;
  if (!body) return undefined;
  if (status === 205 || status === 204 || status === 304) return released(body);
  const contentType = http.headers["content-type"];
  const mediaType = mediaTypeOf(contentType);
  const kind = answerKind(operation.answers, status, mediaType) ?? askedKind(context, mediaType, contentType);
  switch (kind) {
    case undefined:
      return wrongType(received, body);
    case "none":
      return released(body);
    case "json":
      return readText(body, contentType).then((text) => decodeJson(received, text));
    case "jsonl":
      return readText(body, contentType).then((text) => decodeLines(received, text));
    case "text":
      return readText(body, contentType).then((text) => judgedText(received, text));
    case "sse":
      return readText(body, contentType);
    case "binary":
      return readBinary(body, contentType, api.binary);
  }
}

/** A type that the document does not promise, but that the caller asked for in so many words. */
function askedKind({ options }: CallContext, mediaType: string | undefined, contentType = ""): AnswerKind | undefined {
  const headers = new Headers((options["headers"] as Record<string, string> | undefined) ?? {});
  const asked = ((options["accept"] as string | undefined) ?? headers.get("accept") ?? "").split(",");
  if (mediaType === undefined || !asked.some((one) => mediaTypeOf(one) === mediaType)) return undefined;
  return charsetOf(contentType) === undefined ? undeclaredKind(mediaType) : "text";
}

async function released(body: ResponseBody): Promise<undefined> {
  await body.cancel();
  return undefined;
}

/** The whole text, in the charset that the content type names. */
export function readText(body: ResponseBody, contentType: string | undefined): Promise<string> {
  const charset = charsetOf(contentType);
  if (charset === undefined || charset === "utf-8" || charset === "utf8" || charset === "us-ascii") return body.text();
  return body.bytes().then((bytes) => textOf(bytes, charset));
}

function textOf(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // A charset that nobody knows: most likely a misspelt UTF-8.
    return new TextDecoder().decode(bytes);
  }
}

async function readBinary(
  body: ResponseBody,
  contentType: string | undefined,
  as: ApiDefinition["binary"],
): Promise<Blob | Uint8Array | ReadableStream<Uint8Array>> {
  if (as === "stream") return body.stream();
  const bytes = await body.bytes();
  return as === "bytes" ? bytes : new Blob([bytes], { type: contentType ?? "" });
}

async function judgedText(received: Received, text: string): Promise<string> {
  (await (await received.checks)?.answer(received))?.(text);
  return text;
}

// A promise only where it must be: most answers need nothing but JSON.parse.
function decodeJson(received: Received, text: string): unknown {
  if (text.length === 0) return undefined;
  if (!received.context.operation.decode && !received.checks) return parse(received, text);
  return jsonDecoder(received, text).then((decode) => decode(text));
}

/**
 * Reads JSON as the operation's codec says, and checks what is checked. Asynchronous only because checks and the exact
 * parser are loaded when they are needed: the parser for `sample`, or, without one, wherever the codec makes bigints.
 * `member`: the JSON is that member of what the codec is for.
 */
export async function jsonDecoder(
  received: Received,
  sample?: string,
  member?: string,
): Promise<(text: string) => unknown> {
  const { http, context, api } = received;
  const whole = context.operation.decode && entryOf(context.operation.decode, http.status);
  const codec = member === undefined || whole === undefined ? whole : memberCodec(whole, member);
  const judge = await (await received.checks)?.answer(received);
  const judged = (value: unknown): unknown => {
    if (value !== undefined) judge?.(value);
    return value;
  };
  if (codec === undefined) return (text) => judged(parse(received, text));
  const exact = api.int64 === "bigint" && hasBigints(codec) && (sample === undefined || mayRound(sample));
  if (!exact) return (text) => applyCodec(judged(parse(received, text)), codec);
  const parseExactly = await loadExactParser();
  const read = (text: string): unknown => parse(received, text, parseExactly);
  return (text) => {
    // Of a copy, because conversions are made in place.
    if (judge) judged(roundRest(keepExact(read(text), codec)));
    return roundRest(applyCodec(read(text), codec));
  };
}

async function decodeLines(received: Received, text: string): Promise<unknown[]> {
  const decode = await jsonDecoder(received);
  // Records may be led in by a record separator (RFC 7464).
  const lines = text.replaceAll("\u001e", "").split(/\r?\n/);
  return lines.filter((line) => line.trim() !== "").map(decode);
}

function parse(received: Received, text: string, parser: ExactParser = JSON.parse): unknown {
  try {
    return parser(text);
  } catch (cause) {
    // Nothing but blanks is no body.
    if (text.trim() === "") return undefined;
    throw badJson(received, text, cause);
  }
}

function badJson({ http, context, api }: Received, text: string, cause: unknown): DecodeError {
  const coding = http.headers["content-encoding"];
  if (coding !== undefined && CODED.test(text.slice(0, ENOUGH))) {
    const message = `a body in the coding ${coding}, which this platform cannot undo; Node reads zstd from 22.15 on`;
    const details = { ...detailsOf({ http, context, api }), cause };
    return new DecodeError(`${what(context)} answered ${http.status} with ${message}`, details);
  }
  const [problem, advice] = isCutOff(text)
    ? ["JSON that is cut off", "call again"]
    : ["a body that is no JSON", "check baseUrl, or the document's content types"];
  const message = `${what(context)} answered ${http.status} with ${problem}: ${quoted(context, text)}; ${advice}`;
  return new DecodeError(message, {
    ...detailsOf({ http, context, api }),
    excerpt: excerptOf(context, text),
    cause,
  });
}

// No text holds these: bytes that were read as one.
// oxlint-disable-next-line no-control-regex
const CODED = /[\0-\x08\ufffd]/;

// Engines word it differently; that a text begins like JSON and does not end like it is the same everywhere.
function isCutOff(text: string): boolean {
  return /^\s*["[{]/.test(text) && !/["\]}]\s*$/.test(text);
}

async function wrongType(received: Received, body: ResponseBody): Promise<never> {
  const { http, context } = received;
  const contentType = http.headers["content-type"];
  const text = await beginningOf(body);
  const promised = promisedTypes(context.operation, http.status);
  const message = `${what(context)} answered ${http.status} with ${contentType}, not ${promised}`;
  throw new DecodeError(`${message}: ${quoted(context, text)}; check baseUrl, or the document's content types`, {
    ...detailsOf(received),
    excerpt: excerptOf(context, text),
  });
}

// A wrong body may be a large one: only its beginning is read.
async function beginningOf(body: ResponseBody): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const chunk of body.stream()) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length >= ENOUGH) break;
    }
  } catch {
    // What came so far is shown; that the type is wrong is known already.
  }
  return text;
}

function promisedTypes({ answers }: OperationDefinition, status: number): string {
  const kinds = entryOf<AnswerKind | object>(answers ?? { "2XX": "json" }, status);
  return typeof kinds === "object" ? Object.keys(kinds).join(" or ") : (kinds ?? "nothing").toString();
}

/** What an error says of the answer. */
export function detailsOf({ http, context, api }: Received): {
  context: CallContext;
  status: number;
  requestId: string | undefined;
  headers: HttpResponse["headers"];
} {
  return {
    context,
    status: http.status,
    requestId: requestIdOf(http.headers, api.requestIdHeader),
    headers: http.headers,
  };
}
