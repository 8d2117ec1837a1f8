import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { STAGING } from "./apply.js";
import { cacheFor, parsed } from "./cache.js";
import { fileHash, MANIFEST, readManifest } from "./manifest.js";

/** What the last run of an output folder was made from, so that an unchanged one is recognised without making it anew. */
export interface Stamp {
  /** Generator, options and inputs. */
  readonly run: string;
  readonly sources: readonly { readonly uri: string; readonly hash: string; readonly etag?: string }[];
  /** Files of the user's extension. */
  readonly own: FileHashes;
  /** SHA-256 of the manifest, which has the hashes of all files. */
  readonly manifest: string;
}

/** Path → hash. */
export type FileHashes = { readonly [file: string]: string };

export async function hashFiles(files: readonly string[]): Promise<FileHashes> {
  const hashes = files.map(async (file) => [file, fileHash(await readFile(file, "utf8").catch(() => ""))] as const);
  return Object.fromEntries(await Promise.all(hashes));
}

export async function sameFiles(hashes: FileHashes): Promise<boolean> {
  const now = await hashFiles(Object.keys(hashes));
  return Object.entries(hashes).every(([file, hash]) => now[file] === hash);
}

export async function readStamp(output: string): Promise<Stamp | undefined> {
  const found = parsed(await cacheFor(output).read(nameOf(output))) as Partial<Stamp> | undefined;
  return found?.run && found.sources && found.own && found.manifest ? (found as Stamp) : undefined;
}

/** Keeps how the files that are now in the folder were made. */
export async function writeStamp(output: string, made: Omit<Stamp, "manifest">): Promise<void> {
  const manifest = await manifestHash(output);
  if (manifest !== undefined) await cacheFor(output).write(nameOf(output), JSON.stringify({ ...made, manifest }));
}

/** Whether a folder holds exactly the files of a manifest, none missing and none edited. */
export async function isIntact(output: string, manifest: string): Promise<boolean> {
  if (existsSync(join(output, STAGING)) || (await manifestHash(output)) !== manifest) return false;
  const files = Object.entries((await readManifest(output))?.files ?? {});
  const intact = await Promise.all(
    files.map(async ([path, hash]) => {
      const text = await readFile(join(output, path), "utf8").catch(() => undefined);
      return text !== undefined && fileHash(text) === hash;
    }),
  );
  return intact.every(Boolean);
}

async function manifestHash(output: string): Promise<string | undefined> {
  const text = await readFile(join(output, MANIFEST), "utf8").catch(() => undefined);
  return text === undefined ? undefined : fileHash(text);
}

function nameOf(output: string): string {
  return `stamp-${createHash("sha256").update(resolve(output)).digest("hex").slice(0, 32)}`;
}
