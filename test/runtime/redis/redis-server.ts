import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { Redis } from "ioredis";
import { fromIoredis, type RedisAdapter } from "../../../runtime/src/redis/index.js";

/** Whether there is a Redis to test against. */
export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;
export const whyNot = hasRedis
  ? ""
  : " (skipped: redis-server is not installed; on Debian, apt-get install redis-server)";

/** A Redis of this test alone. */
export class RedisServer {
  readonly port: number;
  #process: ChildProcess | undefined;
  readonly #clients: Redis[] = [];

  constructor(port: number) {
    this.port = port;
  }

  static async start(): Promise<RedisServer> {
    const probe = createServer().listen(0, "127.0.0.1");
    await once(probe, "listening");
    const { port } = probe.address() as AddressInfo;
    probe.close();
    const server = new RedisServer(port);
    await server.start();
    return server;
  }

  async start(): Promise<void> {
    const options = ["--port", String(this.port), "--bind", "127.0.0.1", "--save", "", "--dir", tmpdir()];
    const child = spawn("redis-server", options, { stdio: ["ignore", "pipe", "inherit"] });
    this.#process = child;
    // Also when the tests are ended before they are over.
    process.once("exit", () => child.kill("SIGKILL"));
    const { stdout } = child;
    if (!stdout) throw new Error("redis-server says nothing");
    for await (const text of stdout.iterator({ destroyOnReturn: false })) if (String(text).includes("Ready")) break;
    stdout.resume();
  }

  /** As a crash would. */
  async kill(): Promise<void> {
    const child = this.#process;
    this.#process = undefined;
    if (!child || child.exitCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  }

  client(): Redis {
    const client = new Redis({ port: this.port, host: "127.0.0.1", retryStrategy: () => 50 });
    client.on("error", () => {});
    this.#clients.push(client);
    return client;
  }

  adapter(): RedisAdapter {
    return fromIoredis(this.client());
  }

  async close(): Promise<void> {
    for (const client of this.#clients) client.disconnect();
    await this.kill();
  }
}
