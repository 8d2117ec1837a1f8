import type { HeaderRecord, HttpBody, HttpRequest, HttpResponse } from "../http.js";

/** One exchange as nock's recorder writes it, and `nock.back`, `nock.load` and `nock.define` read it. */
export interface RecordedExchange {
  /** Scheme, host and port: `https://api.github.com:443`. */
  readonly scope: string;
  readonly method: string;
  /** Path and query as they were sent. */
  readonly path: string;
  /** JSON parsed, other text as it is, bytes in hexadecimal; `""` is none. */
  readonly body: unknown;
  readonly status: number;
  /** As `body`; a list of pieces in hexadecimal where the answer has a content coding. */
  readonly response: unknown;
  readonly rawHeaders: { readonly [name: string]: string | readonly string[] };
  readonly responseIsBinary: boolean;
}

/** One exchange as it went over the wire, secrets and all: it never leaves memory. */
export interface Exchange {
  readonly request: HttpRequest & { readonly body: Uint8Array<ArrayBuffer> };
  readonly answer: HttpResponse;
  /** Without content codings. */
  readonly content: Uint8Array<ArrayBuffer>;
}

/** Everything that a body will send. */
export async function bytesOf(body: HttpBody | undefined): Promise<Uint8Array<ArrayBuffer>> {
  if (body === undefined) return new Uint8Array();
  if (typeof body === "string") return new TextEncoder().encode(body);
  if (body instanceof Uint8Array) return body;
  if (body instanceof Blob) return new Uint8Array(await body.arrayBuffer());
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return new Uint8Array(Buffer.concat(chunks));
}

/** Text where the bytes are UTF-8, else undefined. */
export function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** `https://api.github.com` as nock writes it, port and all. */
export function scopeOf(origin: string): string {
  const { protocol, hostname, port } = new URL(origin);
  return `${protocol}//${hostname}:${port || (protocol === "https:" ? "443" : "80")}`;
}

/** The media type of a body, without parameters. */
export function typeOf(headers: Readonly<HeaderRecord>): string {
  return (headers["content-type"] ?? "").split(";", 1)[0]!.trim().toLowerCase();
}
