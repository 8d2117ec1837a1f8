import { createHash } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

/** A server of documents with ETags; what it has can be changed, and what it was asked can be seen. */
export interface DocumentServer {
  readonly origin: string;
  /** Path → text. */
  readonly files: Map<string, string>;
  /** `GET /openapi.yaml 304`, in the order of arrival. */
  readonly log: string[];
  /** Header of the last request. */
  last(header: string): string | undefined;
}

/** Serves until the test ends. Where a token is given, nothing is served without it. */
export async function documentServer(options: { readonly token?: string } = {}): Promise<DocumentServer> {
  const files = new Map<string, string>();
  const log: string[] = [];
  let last: IncomingMessage | undefined;
  const server = createServer((request, response) => {
    last = request;
    const path = new URL(request.url!, "http://x").pathname;
    const answer = (status: number, headers: Record<string, string> = {}, body = "") => {
      log.push(`${request.method} ${request.url} ${status}`);
      response.writeHead(status, headers).end(body);
    };
    if (options.token !== undefined && request.headers.authorization !== `Bearer ${options.token}`) return answer(401);
    const text = files.get(path);
    if (text === undefined) return answer(404);
    const etag = `"${createHash("sha256").update(text).digest("hex").slice(0, 16)}"`;
    if (request.headers["if-none-match"] === etag) return answer(304, { etag });
    return answer(200, { etag, "content-type": "application/yaml" }, text);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { origin, files, log, last: (header) => last?.headers[header] as string | undefined };
}
