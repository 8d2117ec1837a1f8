import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { Server } from "node:http";

/** The part of json-server that is used here; the package has no types. */
interface JsonServer {
  create(): { use(handler: unknown): void; listen(port: number, host: string, done: () => void): Server };
  defaults(options: { logger: boolean }): unknown;
  router(data: object): unknown;
}

/** Starts json-server, the program behind JSONPlaceholder, with data of our own. Gives its URL and an end. */
export async function startJsonServer(): Promise<{ url: string; close(): Promise<void> }> {
  const jsonServer = createRequire(import.meta.url)("json-server") as JsonServer;
  const app = jsonServer.create();
  app.use(jsonServer.defaults({ logger: false }));
  app.use(jsonServer.router(data()));
  const server = await new Promise<Server>((done) => {
    const started: Server = app.listen(0, "127.0.0.1", () => done(started));
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((done) => server.close(() => done())),
  };
}

function data() {
  const users = ["Ada", "Grace", "Edsger"].map((name, index) => ({
    id: index + 1,
    name,
    username: name.toLowerCase(),
  }));
  const posts = Array.from({ length: 35 }, (_, index) => ({
    id: index + 1,
    userId: (index % users.length) + 1,
    title: `Post ${index + 1}`,
    body: "…",
  }));
  return { users, posts, comments: [], albums: [], photos: [], todos: [] };
}
