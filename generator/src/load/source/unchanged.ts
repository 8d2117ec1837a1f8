import type { ApiConfig, Input } from "../../config/config.js";
import { fileURLToPath } from "node:url";
import { bytesHash } from "../hash.js";
import { download } from "./download.js";
import { readBytes } from "./file.js";
import { addressOf, uriOf, withoutPassword } from "./open.js";

/** What is kept of a source to tell later whether it has changed. */
export interface SourceStamp {
  readonly uri: string;
  readonly hash: string;
  readonly etag?: string;
}

/**
 * Whether every source of a run is still what it was: files by their bytes, downloads by a conditional request. Anything
 * that cannot be told for sure counts as changed.
 */
export async function sourcesUnchanged(config: ApiConfig, sources: readonly SourceStamp[]): Promise<boolean> {
  const inputs = [config.input, config.overlays ?? []].flat() as Input[];
  if (sources.length < inputs.length) return false;
  try {
    // Inputs and overlays are opened first, in this order; what they refer to follows.
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
  const mayGo = (next: URL) => next.href === uri || next.origin === url.origin;
  const now = await download(url, {
    fetch,
    timeout: 60_000,
    maxBytes,
    headers,
    mayGo,
    ...(etag !== undefined && { etag }),
  });
  return now.url.href === uri && (now.notModified === true || bytesHash(now.bytes) === hash);
}
