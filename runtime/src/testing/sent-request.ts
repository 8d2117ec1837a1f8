import type { CallContext, HttpRequest } from "../http.js";
import { bytesOf, textOf, typeOf } from "./exchange.js";
import { parsedJson } from "./json.js";

/** What a client sent, ready to be compared. Credentials in query, cookies and body are left out. */
export interface SentRequest {
  readonly method: string;
  /** Path and query as they were sent. */
  readonly path: string;
  /** By lower-case name. */
  readonly headers: { readonly [name: string]: string };
  /** JSON parsed, a multipart body as its parts, any other as its text. Undefined: there is none. */
  readonly body: unknown;
}

/** One part of a multipart body. */
export interface SentPart {
  readonly name: string;
  readonly filename?: string;
  readonly type?: string;
  readonly content: string;
}

/** Reads a request for a test. */
export async function sentRequest(request: HttpRequest, context: CallContext): Promise<SentRequest> {
  const secrets = new Set(context.grant?.secrets ?? []);
  const body = request.body === undefined ? undefined : await bytesOf(request.body);
  const { cookie, ...headers } = request.headers;
  const cookies = cookie?.split("; ").filter((pair) => !secrets.has(pair.slice(pair.indexOf("=") + 1)));
  return {
    method: request.method,
    path: withoutSecrets(request.path, secrets),
    headers: { ...headers, ...(cookies && cookies.length > 0 && { cookie: cookies.join("; ") }) },
    body: body && withoutPlaced(contentOf(body, request.headers), context),
  };
}

function withoutSecrets(path: string, secrets: ReadonlySet<string>): string {
  const mark = path.indexOf("?");
  if (mark < 0) return path;
  const pairs = path.slice(mark + 1).split("&");
  const kept = pairs.filter((pair) => !secrets.has(new URLSearchParams(pair).values().next().value ?? ""));
  return kept.length === 0 ? path.slice(0, mark) : `${path.slice(0, mark)}?${kept.join("&")}`;
}

function contentOf(bytes: Uint8Array, headers: HttpRequest["headers"]): unknown {
  const text = textOf(bytes) ?? Buffer.from(bytes).toString("hex");
  const type = typeOf(headers);
  if (type.startsWith("multipart/")) return partsOf(text, headers["content-type"] ?? "");
  if (!/[/+]json$/.test(type)) return text;
  try {
    return parsedJson(text)?.value ?? (JSON.parse(text) as unknown);
  } catch {
    return text;
  }
}

function withoutPlaced(content: unknown, { grant }: CallContext): unknown {
  if (typeof content !== "object" || content === null || !grant?.placed) return content;
  const copy = structuredClone(content) as { [key: string]: unknown };
  for (const pointer of Object.keys(grant.placed.body)) {
    const names = pointer.split("/").slice(1);
    const last = names.pop();
    let at: unknown = copy;
    for (const name of names) at = (at as { [key: string]: unknown } | undefined)?.[name];
    if (last !== undefined && typeof at === "object" && at !== null) delete (at as { [key: string]: unknown })[last];
  }
  return copy;
}

/** @throws nothing: what is no multipart body has no parts */
function partsOf(text: string, contentType: string): SentPart[] {
  const boundary = /boundary="?([^";]+)/i.exec(contentType)?.[1];
  if (boundary === undefined) return [];
  const pieces = text.split(`--${boundary}`).slice(1, -1);
  return pieces.map((piece) => {
    const [, head = "", content = ""] = /^\r\n([\s\S]*?)\r\n\r\n([\s\S]*)\r\n$/.exec(`${piece}`) ?? [];
    const field = (pattern: RegExp): string | undefined => pattern.exec(head)?.[1];
    const filename = field(/filename="([^"]*)"/i);
    const type = field(/^content-type: *(.*)$/im);
    return {
      name: field(/\bname="([^"]*)"/i) ?? "",
      ...(filename !== undefined && { filename }),
      ...(type !== undefined && { type }),
      content,
    };
  });
}
