import { randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { readTokenSet } from "../auth/token-set.js";
import type { TokenSet, TokenStore } from "../auth/token-store.js";
import { withFileLock } from "./file-lock.js";

/** Options of {@link fileTokenStore}. */
export interface FileTokenStoreOptions {
  /** A lock whose holder died is free after this, ms. @default 10_000 */
  readonly staleLockAfter?: number;
}

/**
 * Keeps tokens in a folder, one file for each owner, which only this user may read (0600). Processes that share the
 * folder take turns at refreshing. A leading `~` is the user's home.
 *
 * @example
 * ```ts
 * new Shop({ auth: { clientId, openUrl, store: fileTokenStore("~/.config/shop") } });
 * ```
 */
export function fileTokenStore(folder: string, options: FileTokenStoreOptions = {}): TokenStore {
  return new FileTokenStore(folder, options);
}

class FileTokenStore implements TokenStore {
  readonly #folder: string;
  readonly #staleAfter: number;

  constructor(folder: string, { staleLockAfter = 10_000 }: FileTokenStoreOptions) {
    this.#folder = resolve(folder.replace(/^~(?=$|[/\\])/, () => homedir()));
    this.#staleAfter = staleLockAfter;
  }

  async get(key: string): Promise<TokenSet | undefined> {
    try {
      return readTokenSet(await readFile(this.#file(key), "utf8"));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  }

  async set(key: string, tokens: TokenSet | undefined): Promise<void> {
    const file = this.#file(key);
    if (!tokens) return rm(file, { force: true });
    await this.#ensureFolder();
    const draft = `${file}.${randomUUID()}`;
    try {
      await writeFile(draft, JSON.stringify(tokens), { mode: 0o600, flag: "wx", flush: true });
      await rename(draft, file);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
  }

  async lock<Result>(key: string, work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    await this.#ensureFolder();
    return withFileLock(`${this.#file(key)}.lock`, work, { staleAfter: this.#staleAfter }, signal);
  }

  async #ensureFolder(): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
  }

  /** Keys are ours, but another store's user may choose them freely: no key leaves the folder. */
  #file(key: string): string {
    return join(this.#folder, `${encodeURIComponent(key).replaceAll(".", "%2E")}.json`);
  }
}
