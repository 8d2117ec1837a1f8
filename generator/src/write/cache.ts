import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";

/**
 * What earlier runs left to save time, and nothing else: an entry that is missing, cut or altered is as if it had never
 * been. Entries appear by one rename, so that runs at the same time do not see half of each other's.
 */
export class Cache {
  /** Undefined: nothing is kept. */
  constructor(readonly folder: string | undefined) {}

  async read(name: string): Promise<string | undefined> {
    if (this.folder === undefined) return undefined;
    const text = await readFile(join(this.folder, name), "utf8").catch(() => "");
    const end = text.indexOf("\n");
    const body = text.slice(end + 1);
    return end > 0 && text.slice(0, end) === sum(body) ? body : undefined;
  }

  /** A cache that cannot be written is no reason to fail. */
  async write(name: string, body: string): Promise<void> {
    if (this.folder === undefined) return;
    const file = join(this.folder, name);
    const temporary = `${file}.${randomUUID()}`;
    try {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await writeFile(temporary, `${sum(body)}\n${body}`);
      await rename(temporary, file);
    } catch {
      await rm(temporary, { force: true }).catch(() => {});
    }
  }
}

/**
 * `node_modules/.cache/sdkwright` of the nearest folder above the output that has `node_modules`; without one, the user's
 * own cache folder. `SDKWRIGHT_CACHE` names another, or switches it off with `off`.
 */
export function cacheFor(output: string): Cache {
  const named = process.env["SDKWRIGHT_CACHE"];
  if (named === "off") return new Cache(undefined);
  if (named !== undefined && named !== "") return new Cache(named);
  for (let folder = output; dirname(folder) !== folder; folder = dirname(folder))
    if (existsSync(join(folder, "node_modules"))) return new Cache(join(folder, "node_modules/.cache/sdkwright"));
  return new Cache(join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "sdkwright"));
}

function sum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
