import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { RedirectReceiver } from "../auth/oauth-credential.js";
import { abortable } from "../auth/wait.js";

/** Options of {@link loopbackReceiver}. */
export interface LoopbackReceiverOptions {
  /** A fixed port, where the server wants the exact `redirect_uri`. @default any free one (RFC 8252, 7.3) */
  readonly port?: number;
  /** @default "/callback" */
  readonly path?: string;
  /** What stands in the browser afterwards. */
  readonly page?: string;
}

const PAGE = `<!doctype html><meta charset="utf-8"><title>Done</title>
<p>This window can be closed now: the program goes on by itself.</p>`;

/**
 * Listens on `127.0.0.1` for the browser's way back in the authorization code flow (RFC 8252).
 *
 * @example
 * ```ts
 * new Shop({ auth: { clientId, openUrl, receiver: () => loopbackReceiver({ port: 8976 }) } });
 * ```
 */
export async function loopbackReceiver(options: LoopbackReceiverOptions = {}): Promise<RedirectReceiver> {
  const { port = 0, path = "/callback", page = PAGE } = options;
  const server = createServer();
  const answered = new Promise<URL>((resolve) => {
    server.on("request", (request, response) => {
      const url = new URL(request.url ?? "/", "http://127.0.0.1");
      // Other programs and the browser itself (`/favicon.ico`) may knock too.
      const isAnswer = request.method === "GET" && url.pathname === path && isAnswerOfServer(url);
      response.writeHead(isAnswer ? 200 : 404, { "content-type": "text/html; charset=utf-8", connection: "close" });
      response.end(isAnswer ? page : "");
      if (isAnswer) resolve(url);
    });
  });
  await listening(server, port);
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`;
  return {
    redirectUri,
    receive: (signal) => abortable(answered, signal),
    close: () => closed(server),
  };
}

function isAnswerOfServer(url: URL): boolean {
  return url.searchParams.has("state") && (url.searchParams.has("code") || url.searchParams.has("error"));
}

function listening(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 500).unref();
  });
}
