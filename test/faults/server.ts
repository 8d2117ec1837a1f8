import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { behaviours } from "./behaviours/index.js";

/** A request as it arrived, body read. */
export interface Arrival {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  /** `performance.now()` of its arrival. */
  readonly at: number;
}

/** What a misbehaviour is given for one request. */
export interface Visit {
  readonly request: Arrival;
  readonly response: ServerResponse;
  /** How many requests of this path came before. */
  readonly earlier: number;
  /** This server, and another origin on the same machine. */
  readonly origin: string;
  readonly elsewhere: string;
  /** Kept by the behaviour between its requests, for one server. */
  readonly memory: Map<string, unknown>;
}

/** Answers one path in its own wrong way. */
export type Behaviour = (visit: Visit) => void | Promise<void>;

export interface FaultServer extends AsyncDisposable {
  readonly origin: string;
  /** An origin that is not the API's own; `strayed` are the requests that reached it. */
  readonly elsewhere: string;
  readonly strayed: readonly Arrival[];
  /** Requests of a path, in their order. */
  arrivals(path: string): readonly Arrival[];
  close(): Promise<void>;
}

/** Starts a server on the loopback interface that misbehaves by path; see `behaviours/`. */
export async function startFaultServer(): Promise<FaultServer> {
  const arrived: Arrival[] = [];
  const strayed: Arrival[] = [];
  const memory = new Map<string, unknown>();

  const stray = await listen(async (message, response) => {
    strayed.push(await arrivalOf(message));
    json(response, 200, { data: [], strayed: true });
  });
  const main = await listen(async (message, response) => {
    const request = await arrivalOf(message);
    const earlier = arrived.filter(({ path }) => path === request.path).length;
    arrived.push(request);
    const behaviour = behaviours[request.path];
    if (!behaviour) return json(response, 404, { message: `no behaviour at ${request.path}` });
    await behaviour({ request, response, earlier, origin: main.origin, elsewhere: stray.origin, memory });
  });

  const close = async (): Promise<void> => {
    await Promise.all([main.close(), stray.close()]);
  };
  return {
    origin: main.origin,
    elsewhere: stray.origin,
    strayed,
    arrivals: (path) => arrived.filter((request) => request.path === path),
    close,
    [Symbol.asyncDispose]: close,
  };
}

interface Listening {
  readonly origin: string;
  close(): Promise<void>;
}

async function listen(
  handle: (message: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Listening> {
  const server: Server = createServer((message, response) => {
    handle(message, response).catch((error: unknown) => {
      if (!response.headersSent) json(response, 500, { message: String(error) });
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function arrivalOf(message: IncomingMessage): Promise<Arrival> {
  const url = new URL(message.url ?? "/", "http://localhost");
  const at = performance.now();
  let body = "";
  for await (const chunk of message.setEncoding("utf8")) body += String(chunk);
  return {
    method: message.method ?? "",
    path: url.pathname,
    query: url.searchParams,
    headers: message.headers,
    body,
    at,
  };
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}
