import type { Transport } from "../http.js";
import { undiciTransport } from "../node/undici-transport.js";
import { FixtureError } from "./fixture-error.js";
import { fixturePath, readFixture } from "./fixture-file.js";
import { loadNock } from "./nock.js";
import { Recorder } from "./recorder.js";
import { Replayer } from "./replayer.js";
import { Secrets } from "./secrets.js";

/**
 * What is done with calls: `replay` answers them from the fixture and never reaches the network; `record` does that
 * where there is a fixture and makes one where there is none; `update` makes it anew; `live` lets calls through.
 */
export type FixtureMode = "replay" | "record" | "update" | "live";

/** Options of {@link replay} and {@link record}. */
export interface FixtureOptions {
  /** Folder of the fixtures, from the working directory. @default "test/fixtures" */
  readonly folder?: string;
  /** @default the environment variable `SDKWRIGHT_FIXTURES`, else `"replay"` */
  readonly mode?: FixtureMode;
  /** Names of further members, parameters and headers that hold secrets. Values of credentials are known without that. */
  readonly redact?: readonly string[];
  /** What reaches the network when there is something to record. @default undici, as in production */
  readonly network?: Transport;
}

/** A fixture that is in use. */
export interface Fixture {
  readonly name: string;
  readonly mode: FixtureMode;
  /** For the option `transport` of a client. */
  readonly transport: Transport;
  /**
   * Ends it: writes what was recorded.
   *
   * @throws FixtureError when replaying, if a recorded call was not made
   */
  done(): Promise<void>;
}

const MODES: readonly string[] = ["replay", "record", "update", "live"] satisfies FixtureMode[];

/**
 * Opens a fixture, a file in the format of `nock.back`, in the mode that the environment asks for.
 *
 * @throws FixtureError where there is nothing to replay, or the file cannot be read
 *
 * @example
 * const fixture = await replay("repos-get");
 * const github = new GitHub({ transport: fixture.transport, auth: process.env.GITHUB_TOKEN ?? "replayed" });
 * expect((await github.repos.get({ owner: "nodejs", repo: "undici" })).name).toBe("undici");
 * await fixture.done();
 */
export async function replay(name: string, options: FixtureOptions = {}): Promise<Fixture> {
  const { finish, close, ...fixture } = await open(name, options);
  return { ...fixture, done: () => finish().finally(close) };
}

interface Open extends Omit<Fixture, "done"> {
  finish(): Promise<void>;
  close(): Promise<void>;
}

async function open(name: string, options: FixtureOptions): Promise<Open> {
  const { folder = "test/fixtures", redact, network } = options;
  const mode = options.mode ?? modeOfEnvironment();
  const path = fixturePath(folder, name);
  const connected = (): Pick<Open, "transport" | "close"> => {
    const transport = network ?? undiciTransport();
    return { transport, close: async () => (network ? undefined : transport.close?.()) };
  };
  if (mode === "live") return { name, mode, ...connected(), finish: async () => {} };
  const old = await readFixture(path);
  const secrets = new Secrets(redact);
  if (mode === "update" || (mode === "record" && !old)) {
    const { transport, close } = connected();
    const recorder = new Recorder(transport, secrets);
    return { name, mode, transport: recorder, finish: () => recorder.save(path, old ?? []), close };
  }
  if (!old) throw new FixtureError(`${path} does not exist: record it with SDKWRIGHT_FIXTURES=record`);
  await loadNock();
  const replayer = new Replayer(path, old, secrets);
  return { name, mode, transport: replayer, finish: () => finishReplay(replayer), close: () => replayer.close() };
}

/**
 * Runs a test on a fixture and ends it. What a test that fails has recorded is not written.
 *
 * @throws FixtureError as {@link replay} and {@link Fixture.done} do
 *
 * @example
 * test("gets a repository", () =>
 *   record("repos-get", async ({ transport }) => {
 *     const github = new GitHub({ transport, auth: process.env.GITHUB_TOKEN ?? "replayed" });
 *     expect((await github.repos.get({ owner: "nodejs", repo: "undici" })).name).toBe("undici");
 *   }));
 */
export async function record<Result>(
  name: string,
  run: (fixture: Fixture) => Result | Promise<Result>,
  options: FixtureOptions = {},
): Promise<Result> {
  const { finish, close, ...fixture } = await open(name, options);
  let over: Promise<void> | undefined;
  const done = (): Promise<void> => (over ??= finish());
  try {
    const result = await run({ ...fixture, done });
    await done();
    return result;
  } finally {
    await close();
  }
}

function modeOfEnvironment(): FixtureMode {
  const asked = process.env["SDKWRIGHT_FIXTURES"] || "replay";
  if (MODES.includes(asked)) return asked as FixtureMode;
  throw new FixtureError(`SDKWRIGHT_FIXTURES is "${asked}"; it can be ${MODES.join(", ")}`);
}

async function finishReplay({ path, unused }: Replayer): Promise<void> {
  if (unused.length === 0) return;
  const list = unused.map((call) => `    ${call}\n`).join("");
  const remedy = "Record it anew with SDKWRIGHT_FIXTURES=update where they are no longer needed.";
  throw new FixtureError(`${path} holds calls that were not made:\n${list}  ${remedy}`);
}
