import type { OperationDefinition } from "../contract.js";
import type { PlacedCredentials } from "../auth/auth.js";
import type { HeaderRecord, HttpRequest } from "../http.js";
import type { CallOptions } from "../options.js";
import { withValueAt } from "../paging/pointer.js";
import { applyEncodeCodec } from "../response/codec.js";
import { writeBody } from "./body.js";
import type { Context } from "./context.js";
import { copyFields, mergeHeaders } from "./headers.js";
import { cookieTexts, headerText } from "./parameters.js";
import { planOf, type Plan } from "./plan.js";
import type { Base } from "./server.js";
import { pathAndQuery, type Lookup, type Values } from "./target.js";

/** What one request is built from. */
export interface Ingredients {
  readonly context: Context;
  readonly params: Values;
  readonly options: CallOptions;
  readonly base: Base;
  /** Headers of the client, in lower case. */
  readonly headers: Readonly<HeaderRecord>;
  /** Stands in for path and query: a next link. */
  readonly target: { readonly origin: string; readonly path: string } | undefined;
}

/**
 * Builds the request of a call, complete but for credentials in headers, query and cookies.
 *
 * Headers, weakest first: the operation's own, the client's, the operation's parameters, the body's content type,
 * the call's own.
 *
 * @throws ValidationError for an argument that cannot be sent
 */
export function buildRequest(ingredients: Ingredients): HttpRequest {
  const { context, params, options, base, target } = ingredients;
  const { operation, grant } = context;
  const plan = planOf(operation);
  const placed = grant?.placed;
  const valueOf = lookup(plan, params);
  const headers = headersOf(plan, valueOf, ingredients);
  const body = bodyOf(operation, plan, params, placed);
  if (body) headers["content-type"] = body.contentType;
  applyOwnHeaders(headers, options);
  const { origin, path } = target ?? {
    origin: base.replaces ? base.origin : (plan.origin ?? base.origin),
    path: pathAndQuery(plan, base, placed ? withPlaced(valueOf, plan, placed) : valueOf),
  };
  context.url = origin + path;
  return { method: operation.method, origin, path, headers, body: body?.body, signal: context.requestSignal };
}

function lookup({ constants }: Plan, params: Values): Lookup {
  const own: Lookup = (key) => (Object.hasOwn(params, key) ? params[key] : undefined);
  return constants ? (key) => (constants.has(key) ? constants.get(key) : own(key)) : own;
}

// The caller's own value wins over the credential.
function withPlaced(valueOf: Lookup, { path }: Plan, placed: PlacedCredentials): Lookup {
  const names = new Map(path.flatMap((part) => (typeof part === "string" ? [] : [[part.key, part.name] as const])));
  return (key) => valueOf(key) ?? (names.has(key) ? placed.path[names.get(key)!] : undefined);
}

function ownHeadersOf({ ownHeaders, accept }: Plan): HeaderRecord {
  return ownHeaders ? copyFields(ownHeaders, { accept }) : { accept };
}

function headersOf(plan: Plan, valueOf: Lookup, { headers: client, options }: Ingredients): HeaderRecord {
  const headers = copyFields(client, ownHeadersOf(plan));
  if (options.accept !== undefined) headers["accept"] = options.accept;
  for (const parameter of plan.header) {
    const text = headerText(parameter, valueOf(parameter.key));
    if (text !== undefined) headers[parameter.name.toLowerCase()] = text;
  }
  const cookies = plan.cookie.flatMap((parameter) => cookieTexts(parameter, valueOf(parameter.key)));
  if (cookies.length > 0) headers["cookie"] = [headers["cookie"], ...cookies].filter((text) => text).join("; ");
  return headers;
}

// A multipart type without the boundary that the body was written with cannot be read by anybody.
function applyOwnHeaders(headers: HeaderRecord, { headers: own }: CallOptions): void {
  if (!own) return;
  const written = headers["content-type"];
  mergeHeaders(headers, own);
  if (written?.includes("boundary=") && !headers["content-type"]?.includes("boundary=")) {
    headers["content-type"] = written;
  }
}

function bodyOf(
  operation: OperationDefinition,
  { bodyConstants }: Plan,
  params: Values,
  placed: PlacedCredentials | undefined,
): ReturnType<typeof writeBody> | undefined {
  let value: unknown = Object.hasOwn(params, "body") ? params["body"] : undefined;
  for (const [pointer, constant] of bodyConstants) value = withValueAt(value ?? {}, pointer, constant);
  if (placed)
    for (const [pointer, secret] of Object.entries(placed.body)) value = withValueAt(value ?? {}, pointer, secret);
  if (value === undefined) return undefined;
  if (operation.encode) value = applyEncodeCodec(value, operation.encode);
  const asked = Object.hasOwn(params, "contentType") ? params["contentType"] : undefined;
  return writeBody(operation, value, typeof asked === "string" ? asked : undefined);
}
