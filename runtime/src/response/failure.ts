import type { ApiDefinition, ErrorShape } from "../contract.js";
import { ApiError, type ApiErrorDetails } from "../errors/api-error.js";
import { AuthenticationError } from "../errors/authentication-error.js";
import { BadRequestError } from "../errors/bad-request-error.js";
import { ConflictError } from "../errors/conflict-error.js";
import { what } from "../errors/network-error.js";
import { NotFoundError } from "../errors/not-found-error.js";
import { PermissionError } from "../errors/permission-error.js";
import { RateLimitError } from "../errors/rate-limit-error.js";
import { ServerError } from "../errors/server-error.js";
import { UnprocessableEntityError } from "../errors/unprocessable-entity-error.js";
import type { ValidationError } from "../errors/validation-error.js";
import type { CallContext } from "../http.js";
import { valueAt } from "../paging/pointer.js";
import { redactUrl } from "../request/redact.js";
import { retryAt } from "../retry/server-wait.js";
import { detailsOf, readText, type Received } from "./decode.js";
import { excerptOf, quoted } from "./excerpt.js";
import { isJson, mediaTypeOf } from "./media-type.js";

/** A failed answer and what the API says of its errors. */
export interface Failed extends Received {
  readonly api: Received["api"] & Pick<ApiDefinition, "errorShape" | "limits">;
}

/** Reads a failed answer and makes its error. Whatever its body is, the status is not lost over it. */
export async function failureOf(failed: Failed): Promise<ApiError> {
  const body = await errorBody(failed);
  const checks = typeof body === "object" ? await failed.checks?.catch(() => undefined) : undefined;
  return apiError(failed, body, await checks?.failure(failed, body));
}

/** The error for a success whose body says that the call failed. Undefined where it says no such thing. */
export function flaggedFailure(received: Failed, body: unknown): ApiError | undefined {
  const { failure } = received.context.operation;
  if (!failure) return undefined;
  const value = valueAt(body, failure.pointer);
  const failed =
    failure.equals.some((flag) => flag === value) ||
    failure.present?.some((pointer) => holdsSomething(valueAt(body, pointer))) === true;
  return failed ? apiError(received, body) : undefined;
}

function holdsSomething(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return value !== undefined && value !== null && value !== false && value !== "";
}

async function errorBody({ http }: Failed): Promise<unknown> {
  const { body, headers } = http;
  if (!body) return undefined;
  let text: string;
  try {
    text = await readText(body, headers["content-type"]);
  } catch {
    return undefined;
  }
  if (text === "") return undefined;
  const mediaType = mediaTypeOf(headers["content-type"]);
  if (mediaType !== undefined && !isJson(mediaType) && !/^\s*[[{]/.test(text)) return text;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function apiError(failed: Failed, body: unknown, cause?: ValidationError): ApiError {
  const { http, context, api } = failed;
  const { status } = http;
  const shape = context.operation.errorShape ?? api.errorShape;
  const code = shape?.code === undefined ? undefined : valueAt(body, shape.code);
  const requestId = shape?.requestId === undefined ? undefined : valueAt(body, shape.requestId);
  const details = detailsOf(failed);
  const Type = typeOf(status);
  return new Type(messageOf(failed, body), {
    ...details,
    cause,
    requestId: details.requestId ?? (typeof requestId === "string" ? requestId : undefined),
    body,
    apiCode: typeof code === "string" || typeof code === "number" ? String(code) : undefined,
    retryAt: retryAt(http, Date.now(), context.operation.limits ?? api.limits),
  });
}

const TYPES: { readonly [status: number]: new (message: string, details: ApiErrorDetails) => ApiError } = {
  400: BadRequestError,
  401: AuthenticationError,
  403: PermissionError,
  404: NotFoundError,
  409: ConflictError,
  422: UnprocessableEntityError,
  429: RateLimitError,
};

function typeOf(status: number): new (message: string, details: ApiErrorDetails) => ApiError {
  return TYPES[status] ?? (status >= 500 && status < 600 ? ServerError : ApiError);
}

const ADVICE: { readonly [status: number]: string } = {
  400: "check the arguments",
  401: "check the credential",
  403: "check what the credential may do",
  404: "check the ids in the path, and whether the credential may see them",
  405: "check baseUrl",
  409: "fetch the current state and try again",
  413: "send less at once",
  415: "check contentType",
  422: "check the arguments",
  429: "wait until retryAt, or send fewer requests",
};

function messageOf({ http, context, api }: Failed, body: unknown): string {
  const { status } = http;
  const said = saidBy(context, body, context.operation.errorShape ?? api.errorShape);
  const location = http.headers["location"];
  const redirect = status >= 300 && status < 400 && location ? ` to ${redactUrl(location)}` : "";
  const advice = ADVICE[status] ?? (status >= 500 ? "the server failed; try again later" : undefined);
  const message = `${what(context)} answered ${status}${redirect}${said === undefined ? "" : `: ${said}`}`;
  return advice === undefined ? message : `${message}; ${advice}`;
}

// Where error bodies usually keep what a person wants to read, for documents that do not tell.
const USUAL = [
  "/message",
  "/error/message",
  "/error_description",
  "/detail",
  "/errors/0/message",
  "/errors/0/detail",
  "/error",
  "/title",
  "/errors/0",
];
const LONGEST = 300;

function saidBy(context: CallContext, body: unknown, shape: ErrorShape | undefined): string | undefined {
  if (typeof body === "string") return quoted(context, body);
  const pointers = shape?.message === undefined ? USUAL : [shape.message, ...USUAL];
  for (const pointer of pointers) {
    const text = valueAt(body, pointer);
    if (typeof text !== "string" || text === "") continue;
    return text.length > LONGEST ? `${excerptOf(context, text, LONGEST)}…` : text;
  }
  return undefined;
}
