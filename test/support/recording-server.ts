import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/** What arrived. */
export interface Recorded {
  readonly method: string;
  /** Path and query, byte for byte as they stood in the request line. */
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  /** Names and values in turn, in the case they were sent. */
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

/** Answers one request. `turn` counts from 0. */
export type Responder = (request: Recorded, response: ServerResponse, turn: number) => void;

/** An HTTP server on the loopback that keeps what it is sent. */
export class RecordingServer implements AsyncDisposable {
  readonly requests: Recorded[] = [];
  /** Connections that were ever made. */
  connections = 0;
  /** Answers; by default 200 with `{}`. */
  respond: Responder = (_, response) => json(response, {});
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor() {
    this.#server = createServer((message, response) => void this.#take(message, response));
    this.#server.on("connection", (socket) => {
      this.connections += 1;
      this.#sockets.add(socket);
      socket.on("close", () => this.#sockets.delete(socket));
    });
  }

  static async start(respond?: Responder): Promise<RecordingServer> {
    const server = new RecordingServer();
    if (respond) server.respond = respond;
    await new Promise<void>((resolve) => server.#server.listen(0, "127.0.0.1", resolve));
    return server;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** The last request. */
  get last(): Recorded {
    const last = this.requests.at(-1);
    if (!last) throw new Error("No request has arrived");
    return last;
  }

  get openSockets(): number {
    return this.#sockets.size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #take(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of message) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    const { method = "", url = "", headers, rawHeaders } = message;
    const recorded = { method, url, headers, rawHeaders, body: Buffer.concat(chunks) };
    this.requests.push(recorded);
    this.respond(recorded, response, this.requests.length - 1);
  }
}

/** Answers with JSON. */
export function json(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/** One part of a multipart body. */
export interface ReceivedPart {
  readonly name: string | undefined;
  readonly filename: string | undefined;
  readonly contentType: string | undefined;
  readonly content: Buffer;
}

/** Takes a multipart body apart by its bytes, strictly: what is not as RFC 2046 has it, is an error. */
export function partsOf({ headers, body }: Recorded): ReceivedPart[] {
  const boundary = /;\s*boundary="?([^";]+)"?/.exec(headers["content-type"] ?? "")?.[1];
  if (boundary === undefined) throw new Error(`No boundary in ${headers["content-type"]}`);
  const pieces = split(body, Buffer.from(`--${boundary}`));
  if (pieces.at(0)?.length !== 0 || pieces.at(-1)?.toString() !== "--\r\n")
    throw new Error("Not closed by its boundary");
  return pieces.slice(1, -1).map((piece) => {
    const end = piece.indexOf("\r\n\r\n");
    const head = piece.subarray(2, end).toString();
    const content = piece.subarray(end + 4, piece.length - 2);
    return {
      name: /^content-disposition:.*;\s*name="([^"]*)"/im.exec(head)?.[1],
      filename: /^content-disposition:.*;\s*filename="([^"]*)"/im.exec(head)?.[1],
      contentType: /^content-type:\s*(.*)$/im.exec(head)?.[1]?.trim(),
      content,
    };
  });
}

function split(bytes: Buffer, separator: Buffer): Buffer[] {
  const pieces: Buffer[] = [];
  let at = 0;
  for (;;) {
    const next = bytes.indexOf(separator, at);
    pieces.push(bytes.subarray(at, next < 0 ? bytes.length : next));
    if (next < 0) return pieces;
    at = next + separator.length;
  }
}
