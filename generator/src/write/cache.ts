import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** Files in one cache folder: two for each output. */
const ENTRIES = 100;

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
      await this.#forget();
    } catch {
      await rm(temporary, { force: true }).catch(() => {});
    }
  }

  /** Entries of outputs that are long gone are not kept for ever. */
  async #forget(): Promise<void> {
    const names = await readdir(this.folder!);
    if (names.length <= ENTRIES) return;
    const dated = await Promise.all(
      names.map(async (name) => ({ name, at: (await stat(join(this.folder!, name))).mtimeMs })),
    );
    const oldest = dated.toSorted((a, b) => a.at - b.at).slice(0, names.length - ENTRIES);
    await Promise.all(oldest.map(({ name }) => rm(join(this.folder!, name), { force: true })));
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
  for (let folder = resolve(output); dirname(folder) !== folder; folder = dirname(folder))
    if (existsSync(join(folder, "node_modules"))) return new Cache(join(folder, "node_modules/.cache/sdkwright"));
  return new Cache(join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "sdkwright"));
}

/** An entry as the object that it was written from; undefined for anything else, such as that of another version. */
export function parsed(body: string | undefined): object | undefined {
  try {
    const value: unknown = JSON.parse(body ?? "");
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

function sum(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
