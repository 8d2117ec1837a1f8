import { rm } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { ApiConfig, Input } from "../../config/config.js";
import { loadRemote, type RemoteFile } from "../../load/remote.js";
import { inputsOf, isRemote } from "../inputs.js";
import { stop } from "../stop.js";
import { fetchConfig } from "./fetch-config.js";
import { layoutAt, type Layout } from "./layout.js";
import { now } from "./prepare.js";
import {
  fileEntry,
  provenanceFile,
  provenanceText,
  readProvenance,
  savedFiles,
  sha256,
  type Provenance,
} from "./provenance.js";
import { saveLayout, withCopy } from "./save.js";
import { writeWhole } from "../../write/whole.js";

/** A document that was downloaded once, and what its server has now. */
export interface Refreshed {
  /** Path of the document. */
  readonly document: string;
  readonly before: Provenance;
  readonly after: Provenance;
  readonly layout: Layout;
  /** Paths of files that differ from those on disk, or are not needed any more. */
  readonly changed: readonly string[];
  /** Of those, the ones that are not needed any more. */
  readonly dropped: readonly string[];
}

/** Asks the server of each document that an API was downloaded from. */
export async function refresh(config: ApiConfig, force: boolean): Promise<Refreshed[]> {
  const found: Refreshed[] = [];
  for (const input of inputsOf(config)) {
    if (typeof input !== "string" || isRemote(input)) continue;
    const document = resolve(input);
    const before = await readProvenance(document);
    if (before) found.push(await refreshOne(document, before, { config, force }));
  }
  return found;
}

async function refreshOne(
  document: string,
  before: Provenance,
  { config, force }: { config: ApiConfig; force: boolean },
): Promise<Refreshed> {
  const saved = await savedFiles(document, before);
  const intact = new Map([...saved].filter(([path, bytes]) => isIntact(bytes, before.files[path]!.sha256)));
  const edited = [...saved.keys()].find((path) => !intact.has(path));
  if (edited !== undefined && !force) throw editedDocument(join(dirname(document), edited));
  const known = [...intact].map(([path, bytes]): RemoteFile => {
    const { url, etag, lastModified } = before.files[path]!;
    return { url, bytes, ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) };
  });
  const remote = await loadRemote(fetchConfig(before.url, config), known);
  const layout = layoutAt(document, remote.files);
  const files = Object.fromEntries([...layout.files].map(([path, file]) => [path, fileEntry(file)]));
  const dropped = [...saved.keys()].filter((path) => !layout.files.has(path));
  const differing = [...layout.files].filter(
    ([path, { bytes }]) => !intact.has(path) || !same(intact.get(path)!, bytes),
  );
  const changed = [...differing.map(([path]) => path), ...dropped].toSorted();
  // A file that was lost is put back: where the document came from, and when, is as it was.
  const isSame = isDeepStrictEqual(hashes(before.files), hashes(files));
  const after = isSame ? before : { url: before.url, retrieved: now(), files };
  return { document, before, after, layout, changed, dropped };
}

function hashes(files: Provenance["files"]): ReadonlyMap<string, string> {
  return new Map(Object.entries(files).map(([path, { sha256: hash }]) => [path, hash]));
}

/** Line ends do not count: git may have changed them on checkout. */
function isIntact(bytes: Uint8Array, hash: string): boolean {
  return sha256(bytes) === hash || sha256(unix(bytes)) === hash;
}

function same(saved: Uint8Array, got: Uint8Array): boolean {
  return Buffer.compare(saved, got) === 0 || Buffer.compare(unix(saved), unix(got)) === 0;
}

function unix(bytes: Uint8Array): Buffer {
  return Buffer.from(Buffer.from(bytes).toString("latin1").replaceAll("\r\n", "\n"), "latin1");
}

/** Lends the configuration of an API as it is with the new documents, which are on disk nowhere else. */
export async function withRefreshed<T>(
  config: ApiConfig,
  refreshed: readonly Refreshed[],
  use: (config: ApiConfig) => Promise<T>,
): Promise<T> {
  const [first, ...rest] = refreshed;
  if (!first) return use(config);
  return withCopy(first.layout, (copy) => {
    const moved = (input: Input) => (typeof input === "string" && resolve(input) === first.document ? copy : input);
    const inputs = inputsOf(config).map(moved);
    return withRefreshed({ ...config, input: inputs.length === 1 ? inputs[0]! : inputs }, rest, use);
  });
}

/** Puts the new files of a document in the place of the old ones. */
export async function saveRefreshed({ document, layout, dropped, after }: Refreshed): Promise<void> {
  await saveLayout(layout);
  for (const path of dropped) await rm(join(dirname(document), path), { force: true });
  // Last: until then the next update finds what this one did not end.
  await writeWhole(provenanceFile(document), provenanceText(after));
}

function editedDocument(file: string): Error {
  return stop("cli/edited-document", {
    message: `${relative(process.cwd(), file)} was edited since it was downloaded.`,
    place: { file, line: 1, column: 1 },
    fix: "Put the edits into an overlay (docs/loading.md), or give them up with --force.",
  });
}
