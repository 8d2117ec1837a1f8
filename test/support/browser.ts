import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { WebSocket } from "undici";

/** Where Chromium is, or undefined. Tests that need it are skipped without it. */
export const CHROMIUM = ["chromium", "chromium-browser", "google-chrome"].find((name) => {
  try {
    execFileSync(name, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
});

type Send = (method: string, params?: object) => Promise<Record<string, unknown>>;

/** One tab of a browser without a window, driven over the DevTools protocol. */
export class Tab {
  private constructor(
    private readonly send: Send,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<Tab> {
    const profile = await mkdtemp(join(tmpdir(), "sdkwright-browser-"));
    const browser = spawn(
      CHROMIUM ?? "chromium",
      ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-port=0", `--user-data-dir=${profile}`],
      { stdio: ["ignore", "ignore", "pipe"] },
    );
    const gone = once(browser, "exit");
    const close = async (): Promise<void> => {
      browser.kill();
      await gone;
      await rm(profile, { recursive: true, force: true, maxRetries: 10 });
    };
    try {
      const socket = new WebSocket(await addressOf(browser));
      await new Promise((done, fail) => {
        socket.addEventListener("open", done, { once: true });
        socket.addEventListener("error", fail, { once: true });
      });
      const toBrowser = sender(socket);
      const { targetId } = await toBrowser("Target.createTarget", { url: "about:blank" });
      const { sessionId } = await toBrowser("Target.attachToTarget", { targetId, flatten: true });
      return new Tab(sender(socket, String(sessionId)), close);
    } catch (error) {
      await close();
      throw error;
    }
  }

  /** Shows a page in a window of some width, and waits until it is there. */
  async show(url: string, width: number): Promise<void> {
    await this.send("Emulation.setDeviceMetricsOverride", { width, height: 900, deviceScaleFactor: 1, mobile: false });
    await this.send("Page.navigate", { url });
    await this.until(`location.href === ${JSON.stringify(url)} && document.readyState === "complete"`);
  }

  /** What an expression gives in the page. */
  async evaluate<T>(expression: string): Promise<T> {
    const { result, exceptionDetails } = await this.send("Runtime.evaluate", { expression, returnByValue: true });
    if (exceptionDetails) throw new Error(JSON.stringify(exceptionDetails));
    return (result as { value: T }).value;
  }

  async type(text: string): Promise<void> {
    await this.send("Input.insertText", { text });
  }

  /** Waits for ten seconds at most. */
  async until(expression: string): Promise<void> {
    for (let tries = 0; tries < 200; tries++) {
      if (await this.evaluate<boolean>(expression)) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`never true: ${expression}`);
  }
}

/** The browser tells where it listens. */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error("the browser has no stderr");
  for await (const line of createInterface({ input: stderr })) {
    const address = /ws:\/\/\S+/.exec(line)?.[0];
    if (address === undefined) continue;
    stderr.resume();
    return address;
  }
  throw new Error("the browser ended before it listened");
}

let count = 0;

/** Sends commands, to one tab or to the browser itself, and waits for their answers. */
function sender(socket: WebSocket, sessionId?: string): Send {
  return (method, params = {}) =>
    new Promise((done, fail) => {
      const id = ++count;
      const listen = ({ data }: { data: unknown }): void => {
        const answer = JSON.parse(String(data)) as { id?: number; result?: Record<string, unknown>; error?: object };
        if (answer.id !== id) return;
        socket.removeEventListener("message", listen);
        if (answer.error) fail(new Error(`${method}: ${JSON.stringify(answer.error)}`));
        else done(answer.result ?? {});
      };
      socket.addEventListener("message", listen);
      socket.send(JSON.stringify({ id, method, params, ...(sessionId !== undefined && { sessionId }) }));
    });
}
