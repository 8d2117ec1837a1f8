import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { decodeRecord, encodeRecord } from "../cache/codec.js";
import type { CacheRecord, CacheStore } from "../cache/store.js";

/** Options of {@link fileCacheStore}. */
export interface FileCacheOptions {
  /** Bytes of all answers; beyond it those that end first go first. @default 268_435_456 (256 MiB) */
  readonly maxBytes?: number;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/**
 * Keeps answers in a folder, one file for each, which only this user may read (0600). Files are written whole or not at
 * all, so processes may share the folder. A leading `~` is the user's home.
 *
 * @example
 * ```ts
 * new GitHub({ cache: { store: fileCacheStore("~/.cache/my-tool") } });
 * ```
 */
export function fileCacheStore(folder: string, options: FileCacheOptions = {}): CacheStore {
  return new FileCacheStore(folder, options);
}

const SUFFIX = ".cache";

class FileCacheStore implements CacheStore {
  readonly #folder: string;
  readonly #maxBytes: number;
  readonly #now: () => number;
  /** Bytes written since somebody looked how full the folder is. */
  #unchecked = Number.POSITIVE_INFINITY;
  #sweeping: Promise<void> | undefined;

  constructor(folder: string, { maxBytes = 256 * 2 ** 20, now = Date.now }: FileCacheOptions) {
    this.#folder = resolve(folder.replace(/^~(?=$|[/\\])/, () => homedir()));
    this.#maxBytes = maxBytes;
    this.#now = now;
  }

  async get(key: string): Promise<CacheRecord | undefined> {
    const file = this.#file(key);
    try {
      // A file's time of change is when its answer ends.
      if ((await stat(file)).mtimeMs <= this.#now()) return undefined;
      return decodeRecord(new Uint8Array(await readFile(file)));
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async set(key: string, record: CacheRecord, ttl: number): Promise<void> {
    const bytes = encodeRecord(record);
    const file = this.#file(key);
    const draft = `${file}.${randomUUID()}`;
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    try {
      const end = new Date(this.#now() + ttl);
      await writeFile(draft, bytes, { mode: 0o600, flag: "wx" });
      await utimes(draft, end, end);
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    this.#unchecked += bytes.length;
    if (this.#unchecked > this.#maxBytes / 10) await (this.#sweeping ??= this.#sweep());
  }

  async delete(key: string): Promise<void> {
    await rm(this.#file(key), { force: true });
  }

  /** Removes what is over, then what ends first, until the rest is within the bound. */
  async #sweep(): Promise<void> {
    this.#unchecked = 0;
    try {
      const now = this.#now();
      const files = await Promise.all((await readdir(this.#folder)).map((name) => this.#describe(name)));
      const kept = files.filter((file) => file !== undefined).toSorted((a, b) => b.end - a.end);
      let size = 0;
      for (const { end, path, bytes } of kept) {
        size += bytes;
        if (end <= now || size > this.#maxBytes) await rm(path, { force: true });
      }
    } finally {
      this.#sweeping = undefined;
    }
  }

  async #describe(name: string): Promise<{ path: string; end: number; bytes: number } | undefined> {
    // The folder may hold what is not ours; drafts of a process that died are, and end when they were begun.
    if (!name.includes(SUFFIX)) return undefined;
    const path = join(this.#folder, name);
    try {
      const { mtimeMs, size } = await stat(path);
      return { path, end: mtimeMs, bytes: size };
    } catch {
      // Another process was faster.
      return undefined;
    }
  }

  #file(key: string): string {
    return join(this.#folder, createHash("sha256").update(key).digest("hex") + SUFFIX);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ENOENT";
}
