// The mock server of TypeSpec's scenarios, on the loopback interface. It judges the requests.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";

export interface MockServer {
  readonly url: string;
  /** Scenario → `pass`, `fail`, `not-implemented` (never called). */
  coverage(): Promise<Map<string, string>>;
  stop(): void;
}

export async function startServer(packages: string, work: string, node: string): Promise<MockServer> {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const repository = join(work, "repository");
  emptyRepository(repository);
  const child = spawn(
    node,
    [
      join(packages, "spector/cmd/cli.mjs"),
      "serve",
      join(packages, "http-specs/specs"),
      `--port=${port}`,
      `--coverageFile=${join(work, "coverage.json")}`,
    ],
    { stdio: "ignore", env: { ...process.env, GIT_DIR: join(repository, ".git") } },
  );
  let ended = false;
  child.on("exit", () => (ended = true));
  process.on("exit", () => child.kill());
  for (let waited = 0; waited < 600; waited++) {
    if (ended) throw new Error("tsp-spector ended before it served: run it by hand to see why");
    if (await answers(url)) {
      const coverage = async () => {
        const reports = (await (await fetch(`${url}/.coverage`)).json()) as { results: object }[];
        return new Map(reports.flatMap(({ results }) => Object.entries(results)));
      };
      return { url, coverage, stop: () => void child.kill() };
    }
    await new Promise((go) => setTimeout(go, 100));
  }
  child.kill();
  throw new Error("tsp-spector does not answer after a minute");
}

/** The server asks git for the commit of its scenarios, and ends where there is none. */
function emptyRepository(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, stdio: "ignore" });
  git("init", "-q");
  git("-c", "user.name=bench", "-c", "user.email=bench@localhost", "commit", "-q", "--allow-empty", "-m", "empty");
}

const answers = (url: string): Promise<boolean> =>
  fetch(`${url}/.coverage`).then(
    (answer) => answer.ok,
    () => false,
  );

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once("error", fail);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => (typeof address === "object" && address ? done(address.port) : fail(new Error("no port"))));
    });
  });
}
