import { existsSync } from "node:fs";
import { basename, dirname, join, relative, resolve } from "node:path";
import type { ApiConfig, Config, Input } from "../../config/config.js";
import type { SpecDocument } from "../../load/document.js";
import { overlap } from "../../config/outputs.js";
import { isObject } from "../../load/json.js";
import { load } from "../../load/index.js";
import { loadRemote, type RemoteFile } from "../../load/remote.js";
import { nameClient } from "../../name/client.js";
import { generate } from "../../generate.js";
import { Report, StopError } from "../../report/diagnostic.js";
import { isRemote } from "../inputs.js";
import { stop } from "../stop.js";
import { fetchConfig } from "./fetch-config.js";
import { documentPath, layoutAt, type Layout } from "./layout.js";
import { fileEntry, provenanceFile, readProvenance, type Provenance } from "./provenance.js";
import { withCopy } from "./save.js";
import { assertNoSecret, storableHeaders } from "./secrets.js";

/** What is to be added, from the command line. */
export interface Wish {
  /** Path, URL, or file of an npm package. */
  readonly source: string;
  /** Name in the configuration. Default: from the title. */
  readonly as?: string | undefined;
  /** Folder of the SDK. Default: beside those that are there, else `generated/NAME`. */
  readonly output?: string | undefined;
  /** Folder that gets a folder for the SDK, where {@link output} is not given. */
  readonly outputRoot?: string;
  /** Folder for downloaded documents. */
  readonly specs: string;
  /** Keep the address and download it in each run. */
  readonly remote: boolean;
  readonly force: boolean;
  /** Options that shape the SDK; `input` and `output` in it mean nothing. */
  readonly shape: ApiConfig;
}

/** An API that was tried and can be added. Nothing is written yet. */
export interface Prepared {
  readonly name: string;
  /** As it goes into the configuration: paths relative to its folder, no secrets. */
  readonly entry: ApiConfig;
  /** As it is generated now. */
  readonly config: ApiConfig;
  /** The files of a document that was downloaded, and where they came from. */
  readonly saved?: { readonly layout: Layout; readonly provenance: Provenance };
  /** Headers that are not kept. */
  readonly secrets: readonly string[];
}

/**
 * Reads a document, decides what its API is called and where everything goes, and tries to generate it.
 *
 * @param folder - That of the configuration: paths in it are relative to that.
 * @throws StopError when the document is not usable, or something is in the way; nothing was written.
 */
export async function prepare(wish: Wish, known: Config, folder: string): Promise<Prepared> {
  const { source, shape } = wish;
  const download = isRemote(source) && !wish.remote;
  const { input, remote, document } = await readSource(wish, folder);
  const name = await freeName(wish, stemOf(document, source), known);
  const output = outputOf(wish, name, known, folder);
  const { kept, left } = storableHeaders(shape.headers);
  const saved = download ? place(wish, { folder, name, files: remote!.files }) : undefined;
  const config = { ...shape, input: saved?.layout.document ?? input, output };
  await attempt(config, { saved, force: wish.force });
  const { headers: _headers, ...rest } = shape;
  const entry: ApiConfig = {
    ...rest,
    input: saved
      ? posix(relative(folder, saved.layout.document))
      : isRemote(source)
        ? source
        : posix(relativeInput(input, folder)),
    output: posix(relative(folder, output)),
    ...(shape.overlays && { overlays: shape.overlays.map((one) => overlayInput(one, folder)) }),
    ...(Object.keys(kept).length > 0 && { headers: kept }),
  };
  return { name, entry, config, secrets: left, ...(saved && { saved }) };
}

/**
 * Reads a document that may be added.
 *
 * @throws StopError when it is not usable.
 */
export async function readSource({ source, shape }: Pick<Wish, "source" | "shape">, folder: string) {
  if (!isRemote(source)) {
    const input = localInput(source, folder);
    return { input, remote: undefined, document: await load({ ...shape, input, output: "" }, new Report()) };
  }
  assertNoSecret(source);
  const remote = await loadRemote(fetchConfig(source, shape));
  return { input: source, remote, document: remote.document };
}

/** Files are absolute, so that it does not matter where they are read from; files of npm packages stay what they are. */
function localInput(source: string, folder: string): string {
  const file = resolve(source);
  return existsSync(file) || /^[./\\]/.test(source)
    ? file
    : existsSync(join(folder, source))
      ? join(folder, source)
      : source;
}

function relativeInput(input: string, folder: string): string {
  return existsSync(input) ? relative(folder, input) : input;
}

function overlayInput(overlay: Input, folder: string): Input {
  return typeof overlay === "string" && !isRemote(overlay) ? posix(relativeInput(resolve(overlay), folder)) : overlay;
}

/** `pet-store` for "Pet Store API". */
function stemOf({ root }: SpecDocument, source: string): string {
  const title = isObject(root.info) && typeof root.info.title === "string" ? root.info.title : basename(source);
  const servers = (Array.isArray(root.servers) ? root.servers : []).flatMap((server) =>
    isObject(server) && typeof server.url === "string" ? [{ url: server.url, variables: [] }] : [],
  );
  return nameClient({ info: { title, version: "" }, servers }, {}).packageName.replace(/-sdk$/, "");
}

/** A name that no other API has. One that was asked for must be free, or taken over with `force`. */
async function freeName(wish: Wish, stem: string, { apis }: Config): Promise<string> {
  const same = await sameSource(wish.source, apis);
  if (same !== undefined && !wish.force && wish.as === undefined)
    throw stop("cli/already-there", {
      message: `The configuration has this document already, as \`${same}\`.`,
      fix: `Run \`codegen ${isRemote(wish.source) ? "update " : ""}${same}\`, or give another name with --as to have it twice.`,
    });
  if (wish.as !== undefined) {
    if (Object.hasOwn(apis, wish.as) && !wish.force)
      throw stop("cli/name-taken", {
        message: `The configuration has an API \`${wish.as}\` already.`,
        fix: "Give another name with --as, or --force to download its document anew.",
      });
    return wish.as;
  }
  if (same !== undefined) return same;
  let name = stem;
  for (let number = 2; Object.hasOwn(apis, name); number++) name = `${stem}-${number}`;
  return name;
}

/** The API that was made from this address or file. */
async function sameSource(source: string, apis: Config["apis"]): Promise<string | undefined> {
  for (const [name, { input }] of Object.entries(apis)) {
    if (typeof input !== "string" && !(input instanceof URL)) continue;
    if (String(input) === source || (!isRemote(source) && resolve(String(input)) === resolve(source))) return name;
    if (isRemote(input)) continue;
    const known = await readProvenance(resolve(String(input)));
    if (known?.url === source) return name;
  }
  return undefined;
}

/** Beside the SDKs that are there. */
function outputOf(wish: Wish, name: string, { apis }: Config, folder: string): string {
  const known = Object.hasOwn(apis, name) ? apis[name] : undefined;
  const last = Object.values(apis).at(-1);
  const output =
    wish.output !== undefined
      ? resolve(wish.output)
      : (known?.output ?? join(wish.outputRoot ?? (last ? dirname(last.output) : join(folder, "generated")), name));
  const owner = Object.entries(apis).find(([other, api]) => other !== name && overlap(api.output, output));
  if (owner === undefined) return output;
  const [is, other] = [owner[1].output === output ? "is" : "is in, or holds,", owner[0]];
  throw stop("cli/output-taken", {
    message: `${relative(process.cwd(), output) || "This folder"} ${is} the output of \`${other}\`.`,
    fix: "Give another folder with --output, beside it.",
  });
}

function place(wish: Wish, { folder, name, files }: { folder: string; name: string; files: readonly RemoteFile[] }) {
  const layout = layoutAt(documentPath(resolve(folder, wish.specs), name, files), files);
  const paths = [...layout.files.keys()].map((path) => join(dirname(layout.document), path));
  const taken = [...paths, provenanceFile(layout.document)].find((file) => existsSync(file));
  if (taken !== undefined && !wish.force)
    throw stop("cli/file-exists", {
      message: `${relative(process.cwd(), taken)} is there already.`,
      fix: "Give another name with --as, another folder with --specs, or replace it with --force.",
    });
  const entries = [...layout.files].map(([path, file]) => [path, fileEntry(file)] as const);
  const provenance = { url: wish.source, retrieved: now(), files: Object.fromEntries(entries) };
  return { layout, provenance };
}

/** The date of a download, to the second. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, "Z");
}

/** Generates without writing: whatever stops that is known before anything of the user's is touched. */
async function attempt(config: ApiConfig, how: { saved: Prepared["saved"]; force: boolean }): Promise<void> {
  const { saved, force } = how;
  const dryRun = { dryRun: true, force };
  if (!saved) return void (await generate(config, dryRun));
  await withCopy(saved.layout, async (input) => generate({ ...config, input }, dryRun)).catch((error: unknown) => {
    if (!(error instanceof StopError) || saved.layout.elsewhere.length === 0) throw error;
    throw new StopError([
      ...error.diagnostics,
      {
        code: "cli/spread-out",
        severity: "stop",
        message: `The document refers to files that do not lie below it, such as ${saved.layout.elsewhere[0]!.url}.`,
        fix: "Keep its address with --remote; it is then downloaded in each run.",
      },
    ]);
  });
}

function posix(path: string): string {
  return path.replaceAll("\\", "/");
}
