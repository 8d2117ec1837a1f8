import { createHash } from "node:crypto";
import { decodeRecord, encodeRecord } from "../cache/codec.js";
import type { CacheRecord, CacheStore } from "../cache/store.js";
import { ConfigError } from "../errors/config-error.js";

/** Options of {@link sqliteCacheStore}. */
export interface SqliteCacheOptions {
  /** Bytes of all answers; beyond it those that end first go first. @default 268_435_456 (256 MiB) */
  readonly maxBytes?: number;
  /** How long a write waits for another process, ms. @default 100 */
  readonly busyTimeout?: number;
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/** A store in one file. Close it when the client is closed. */
export interface SqliteCacheStore extends CacheStore {
  close(): void;
}

/**
 * Keeps answers in one SQLite file, which processes may share. Needs `node:sqlite`: Node 22.13, or 22.5 with
 * `--experimental-sqlite`.
 *
 * @throws ConfigError where Node has none
 *
 * @example
 * ```ts
 * import { sqliteCacheStore } from "@sdkwright/runtime/sqlite";
 *
 * new GitHub({ cache: { store: sqliteCacheStore("cache.db") } });
 * ```
 */
export function sqliteCacheStore(file: string, options: SqliteCacheOptions = {}): SqliteCacheStore {
  const { DatabaseSync } = sqlite();
  return new SqliteStore(new DatabaseSync(file), options);
}

/** So much of `node:sqlite` as is used; the types of the oldest Node do not know it. */
interface Sqlite {
  readonly DatabaseSync: new (file: string) => Database;
}

interface Database {
  exec(sql: string): void;
  prepare(sql: string): Statement;
  close(): void;
}

interface Statement {
  get(...values: readonly unknown[]): unknown;
  run(...values: readonly unknown[]): unknown;
}

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, ends INTEGER NOT NULL, record BLOB NOT NULL);
  CREATE INDEX IF NOT EXISTS answers_ends ON answers (ends);
`;

/** Deletes what ends first until the rest is within a number of bytes. */
const SHRINK = `DELETE FROM answers WHERE key IN (SELECT key FROM
  (SELECT key, sum(length(record)) OVER (ORDER BY ends DESC, key) AS total FROM answers) WHERE total > ?)`;

class SqliteStore implements SqliteCacheStore {
  readonly #database: Database;
  readonly #maxBytes: number;
  readonly #now: () => number;
  readonly #find: Statement;
  readonly #keep: Statement;
  readonly #forget: Statement;
  readonly #forgetEnded: Statement;
  readonly #shrink: Statement;
  /** Bytes written since somebody looked how full the file is. */
  #unchecked = Number.POSITIVE_INFINITY;

  constructor(database: Database, options: SqliteCacheOptions) {
    const { maxBytes = 256 * 2 ** 20, busyTimeout = 100, now = Date.now } = options;
    this.#database = database;
    this.#maxBytes = maxBytes;
    this.#now = now;
    database.exec(`PRAGMA busy_timeout = ${Math.trunc(busyTimeout)}`);
    database.exec(SCHEMA);
    this.#find = database.prepare("SELECT record FROM answers WHERE key = ? AND ends > ?");
    this.#keep = database.prepare("INSERT OR REPLACE INTO answers (key, ends, record) VALUES (?, ?, ?)");
    this.#forget = database.prepare("DELETE FROM answers WHERE key = ?");
    this.#forgetEnded = database.prepare("DELETE FROM answers WHERE ends <= ?");
    this.#shrink = database.prepare(SHRINK);
  }

  get(key: string): CacheRecord | undefined {
    const row = this.#find.get(digest(key), this.#now());
    if (typeof row !== "object" || row === null || !("record" in row) || !(row.record instanceof Uint8Array))
      return undefined;
    return decodeRecord(new Uint8Array(row.record));
  }

  set(key: string, record: CacheRecord, ttl: number): void {
    const bytes = encodeRecord(record);
    this.#keep.run(digest(key), Math.trunc(this.#now() + ttl), bytes);
    this.#unchecked += bytes.length;
    if (this.#unchecked <= this.#maxBytes / 10) return;
    this.#unchecked = 0;
    this.#forgetEnded.run(this.#now());
    this.#shrink.run(this.#maxBytes);
  }

  delete(key: string): void {
    this.#forget.run(digest(key));
  }

  close(): void {
    this.#database.close();
  }
}

function digest(key: string): Uint8Array {
  return createHash("sha256").update(key).digest();
}

function sqlite(): Sqlite {
  const module: object | undefined = process.getBuiltinModule?.("node:sqlite");
  if (module && "DatabaseSync" in module) return module as Sqlite;
  throw new ConfigError(
    `sqliteCacheStore needs node:sqlite, which Node ${process.versions.node} does not have: use Node 22.13 or later ` +
      "(from 22.5 on with --experimental-sqlite), or fileCacheStore of @sdkwright/runtime/node.",
  );
}
