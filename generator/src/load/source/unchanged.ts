import type { ApiConfig, Input } from "../../config/config.js";
import { fileURLToPath } from "node:url";
import type { SourceInfo } from "../document.js";
import { bytesHash } from "../hash.js";
import { download } from "./download.js";
import { readBytes } from "./file.js";
import { addressOf, uriOf, withoutPassword } from "./open.js";

/** What is kept of a source to tell later whether it has changed. */
export interface SourceStamp {
  /** Of an input that was downloaded its SHA-256, for the address may hold a secret. */
  readonly uri: string;
  readonly hash: string;
  readonly etag?: string;
}

/** Nothing for an object in memory. */
export function sourceStamp({ uri, hash, etag }: SourceInfo, isInput: boolean): SourceStamp[] {
  if (hash === undefined) return [];
  return [{ uri: isInput ? inputUri(uri) : uri, hash, ...(etag !== undefined && { etag }) }];
}

/** Inputs and overlays are opened first, in this order; what they refer to follows. */
export function inputsOf({ input, overlays = [] }: ApiConfig): Input[] {
  return [input, overlays].flat() as Input[];
}

function inputUri(uri: string): string {
  return uri.startsWith("file:") ? uri : bytesHash(Buffer.from(uri));
}

/**
 * Whether every source of a run is still what it was: files by their bytes, downloads by a conditional request. Anything
 * that cannot be told for sure counts as changed.
 */
export async function sourcesUnchanged(config: ApiConfig, sources: readonly SourceStamp[]): Promise<boolean> {
  const inputs = inputsOf(config);
  if (sources.length < inputs.length) return false;
  try {
    const checks = sources.map((source, index) => {
      const input = inputs[index];
      return input === undefined ? referenceUnchanged(source, inputs, config) : inputUnchanged(input, source, config);
    });
    return (await Promise.all(checks)).every(Boolean);
  } catch {
    // The full run says what is wrong.
    return false;
  }
}

async function inputUnchanged(input: Input, source: SourceStamp, config: ApiConfig): Promise<boolean> {
  if (input === "-" || (typeof input !== "string" && !(input instanceof URL))) return false;
  const uri = uriOf(input, process.cwd());
  if (uri !== undefined) return uri === source.uri && fileUnchanged(source, config);
  const { url, authorization } = withoutPassword(addressOf(input)!);
  return remoteUnchanged(url, source, config, { ...authorization, ...config.headers });
}

async function referenceUnchanged(source: SourceStamp, inputs: readonly Input[], config: ApiConfig): Promise<boolean> {
  if (source.uri.startsWith("file:")) return fileUnchanged(source, config);
  const url = new URL(source.uri);
  const ownOrigin = inputs.some((one) => URL.canParse(String(one)) && new URL(String(one)).origin === url.origin);
  return remoteUnchanged(url, source, config, ownOrigin ? (config.headers ?? {}) : {});
}

function fileUnchanged({ uri, hash }: SourceStamp, { maxBytes = 100_000_000 }: ApiConfig): boolean {
  return bytesHash(readBytes(fileURLToPath(uri), maxBytes)) === hash;
}

async function remoteUnchanged(
  url: URL,
  { uri, hash, etag }: SourceStamp,
  { maxBytes = 100_000_000 }: ApiConfig,
  headers: { readonly [name: string]: string },
): Promise<boolean> {
  const isSame = (now: URL) => now.href === uri || inputUri(now.href) === uri;
  const mayGo = (next: URL) => isSame(next) || next.origin === url.origin;
  const now = await download(url, {
    fetch,
    timeout: 60_000,
    maxBytes,
    headers,
    mayGo,
    ...(etag !== undefined && { etag }),
  });
  return isSame(now.url) && (now.notModified === true || bytesHash(now.bytes) === hash);
}
