import { ReadProblem, tooLarge } from "./file.js";

const MAX_REDIRECTS = 5;

export interface DownloadOptions {
  readonly fetch: typeof fetch;
  readonly timeout: number;
  readonly maxBytes: number;
  /** Sent to the origin of the first URL only. */
  readonly headers: { readonly [name: string]: string };
  /** Whether a redirect may lead there. */
  readonly mayGo: (url: URL) => boolean;
  /** `ETag` of the copy at hand: an answer that it is still good has no bytes. */
  readonly etag?: string;
}

export interface Downloaded {
  readonly bytes: Uint8Array;
  /** After redirects: the base of relative references. */
  readonly url: URL;
  readonly etag?: string;
  /** The copy with the `etag` that was given is still good. */
  readonly notModified?: boolean;
}

/**
 * Downloads a text over HTTP, bounded in size, time and redirects. Headers of the caller never leave the first origin.
 *
 * @throws ReadProblem
 */
export async function download(first: URL, options: DownloadOptions): Promise<Downloaded> {
  const signal = AbortSignal.timeout(options.timeout);
  let url = anonymous(first);
  try {
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const headers = headersFor(url, first, options);
      const response = await twice(() => options.fetch(url.href, { redirect: "manual", signal, headers }));
      const next = redirect(response, url);
      if (response.status === 304 && options.etag !== undefined)
        return { bytes: new Uint8Array(), url, etag: options.etag, notModified: true };
      if (next === undefined) {
        const etag = response.headers.get("etag");
        return { bytes: await body(response, url, options.maxBytes), url, ...(etag !== null && { etag }) };
      }
      await response.body?.cancel();
      if (!/^https?:$/.test(next.protocol) || !options.mayGo(next)) throw refused(url, next);
      url = anonymous(next);
    }
  } catch (error) {
    throw error instanceof ReadProblem ? error : failed(url, error, options.timeout);
  }
  const message = `${redacted(first)} redirects more than ${MAX_REDIRECTS} times.`;
  throw new ReadProblem({ code: "load/too-many-redirects", message, fix: "Give the address it ends at." });
}

/** A connection that was kept and that the server closes just then is no reason to fail: a GET can be sent again. */
async function twice(send: () => Promise<Response>): Promise<Response> {
  try {
    return await send();
  } catch (error) {
    if (!BROKEN.has(codeOf(error))) throw error;
    return send();
  }
}

const BROKEN: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

function codeOf(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return inner instanceof Error && "code" in inner ? String(inner.code) : "";
}

/** A URL without user and password: fetch refuses them, and shows them when it does. */
export function anonymous(url: URL): URL {
  const clean = new URL(url);
  clean.username = "";
  clean.password = "";
  return clean;
}

/** A URL for messages: without user, password and query, which may hold secrets. */
export function redacted(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`;
}

function headersFor(url: URL, first: URL, options: DownloadOptions): Record<string, string> {
  const accept = { accept: "application/json, application/yaml, text/yaml;q=0.9, */*;q=0.1" };
  const known = options.etag === undefined ? {} : { "if-none-match": options.etag };
  return url.origin === first.origin ? { ...accept, ...known, ...options.headers } : { ...accept, ...known };
}

function redirect(response: Response, from: URL): URL | undefined {
  const location = response.headers.get("location");
  if (![301, 302, 303, 307, 308].includes(response.status) || location === null) return undefined;
  return URL.canParse(location, from.href) ? new URL(location, from.href) : undefined;
}

async function body(response: Response, url: URL, maxBytes: number): Promise<Uint8Array> {
  if (!response.ok) {
    await response.body?.cancel();
    throw answered(response, url);
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw tooLarge(redacted(url), maxBytes);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function answered({ status, statusText }: Response, url: URL): ReadProblem {
  const fix =
    status === 401 || status === 403
      ? "Pass credentials: with the option `headers`, or as in --header 'Authorization: Bearer ${TOKEN}'."
      : status === 404
        ? "Check the address."
        : "Try again later, or download the file and give its path.";
  const message = `${redacted(url)} answered ${status}${statusText ? ` ${statusText}` : ""}.`;
  return new ReadProblem({ code: "load/download-failed", message, fix });
}

function refused(from: URL, to: URL): ReadProblem {
  return new ReadProblem({
    code: "load/redirect-refused",
    message: `${redacted(from)} redirects to ${redacted(to)}, which is not allowed.`,
    fix: `Add \`${to.host}\` to \`allowHosts\` if you trust it.`,
  });
}

function failed(url: URL, error: unknown, timeout: number): ReadProblem {
  if (error instanceof Error && error.name === "TimeoutError") {
    const message = `${redacted(url)} was not downloaded within ${timeout / 1000} s.`;
    return new ReadProblem({
      code: "load/download-timeout",
      message,
      fix: "Download the file yourself and give its path.",
    });
  }
  return new ReadProblem({
    code: "load/download-failed",
    message: `${redacted(url)} cannot be downloaded: ${cause(error)}.`,
    fix: "Check the address and the network, or download the file and give its path.",
  });
}

/** fetch wraps the interesting error. */
function cause(error: unknown): string {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(inner instanceof Error)) return String(inner);
  return inner.message || codeOf(error) || inner.name;
}
