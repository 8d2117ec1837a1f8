import type { ApiConfig } from "../config/config.js";
import { Report, type Diagnostic } from "../report/diagnostic.js";
import type { SpecDocument } from "./document.js";
import { load } from "./index.js";

/** What an HTTP cache needs to ask whether a file has changed (RFC 9110, section 13). */
export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** One file of a document that lies on a server. */
export interface RemoteFile extends Validators {
  /** Where it was found, after redirects. */
  readonly url: string;
  readonly bytes: Uint8Array;
}

/** A document on a server, read and found good. */
export interface RemoteDocument {
  /** The document first, then what it refers to. */
  readonly files: readonly RemoteFile[];
  readonly document: SpecDocument;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads a document from a server with all the files that it refers to. Those that are known are asked for on the
 * condition that they have changed.
 *
 * @throws StopError when it cannot be had, or is no document that could be used.
 */
export async function loadRemote(config: ApiConfig, known: readonly RemoteFile[] = []): Promise<RemoteDocument> {
  const downloads = new Downloads(known);
  const report = new Report();
  const document = await load(config, report, { fetch: downloads.fetch });
  return { files: downloads.files(), document, diagnostics: report.diagnostics };
}

/** A fetch that keeps what it got, and sends validators of what is known. */
class Downloads {
  readonly #got = new Map<string, () => RemoteFile>();
  readonly #known: ReadonlyMap<string, RemoteFile>;

  constructor(known: readonly RemoteFile[]) {
    this.#known = new Map(known.map((file) => [withoutQuery(file.url), file]));
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const known = this.#known.get(withoutQuery(url));
    const response = await fetch(input, { ...init, headers: { ...plain(init?.headers), ...conditions(known) } });
    if (response.status === 304 && known) {
      const validators = { ...validatorsOf(known), ...validatorsOf(fromHeaders(response.headers)) };
      this.#got.set(url, () => ({ url, bytes: known.bytes, ...validators }));
      return new Response(Buffer.from(known.bytes));
    }
    if (!response.ok || !response.body) return response;
    const chunks: Uint8Array[] = [];
    const keep = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        chunks.push(chunk);
        controller.enqueue(chunk);
      },
    });
    this.#got.set(url, () => ({ url, bytes: Buffer.concat(chunks), ...fromHeaders(response.headers) }));
    return new Response(response.body.pipeThrough(keep), { status: response.status });
  };

  files(): readonly RemoteFile[] {
    return [...this.#got.values()].map((file) => file());
  }
}

/** What is kept about a file is kept without the query of its address, which may hold a secret. */
function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

function plain(headers: RequestInit["headers"]): Record<string, string> {
  return Object.fromEntries(new Headers(headers));
}

function conditions(known: Validators | undefined): Record<string, string> {
  return {
    ...(known?.etag !== undefined && { "if-none-match": known.etag }),
    ...(known?.lastModified !== undefined && { "if-modified-since": known.lastModified }),
  };
}

function fromHeaders(headers: Headers): Validators {
  const [etag, lastModified] = [headers.get("etag"), headers.get("last-modified")];
  return { ...(etag !== null && { etag }), ...(lastModified !== null && { lastModified }) };
}

function validatorsOf({ etag, lastModified }: Validators): Validators {
  return { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
}
