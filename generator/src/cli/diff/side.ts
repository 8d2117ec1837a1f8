import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { ApiConfig } from "../../config/config.js";
import { readConfig } from "../../config/read.js";
import { apiView, type SdkView } from "../../diff/index.js";
import type { Placed } from "../../diff/place.js";
import { understand } from "../../pipeline.js";
import { StopError } from "../../report/diagnostic.js";
import { apiFromFlags, type ShapeFlags } from "../options.js";
import { checkOut, renamed } from "./checkout.js";
import { isCode, isSdkFolder, readCode } from "./code.js";
import { GitCommit, revisionOf, type Revision } from "./git.js";

/** One side of a comparison, whatever it was read from. */
export interface Side extends Placed {
  readonly view: SdkView;
}

interface Around {
  readonly flags: ShapeFlags & { readonly config?: string };
  /** What it is compared with: options of the configuration may be told by either. */
  readonly other: string;
}

/** Reads a document, or a folder of generated code; as it is, or as it was in a revision of the repository. */
export async function readSide(input: string, around: Around): Promise<Side> {
  if (await isSdkFolder(input)) return readFolder(input);
  const config = await configOf(input, around);
  const revision = existsSync(input) ? undefined : revisionOf(input);
  return revision ? readRevision(revision, config) : readDocument(config);
}

async function readDocument(config: ApiConfig): Promise<Side> {
  const known = await understand(config);
  const { api, names, facts, document } = known;
  return { view: apiView({ api, names, facts, ...(config.types && { types: config.types }) }), document };
}

async function readRevision(revision: Revision, config: ApiConfig): Promise<Side> {
  const commit = await GitCommit.open(process.cwd(), revision.rev);
  const found = await commit.find(revision.path);
  if (!found) throw notThere(revision);
  if (found.kind === "tree") {
    const files = await commit.readAll(found.path, isCode);
    if (files.has("client.ts")) return { view: await codeView(files) };
    throw notThere(revision);
  }
  const checkout = await checkOut(commit, revision, found.path);
  try {
    const { view, document } = await readDocument({ ...config, input: checkout.file, allowFolder: checkout.folder });
    const place = (pointer: string) => {
      const at = document?.locator.place(pointer);
      return at && checkout.place(at);
    };
    return { view, document: { locator: { place, frame: () => undefined } } };
  } catch (error) {
    throw renamed(error, checkout, revision);
  } finally {
    await checkout.remove();
  }
}

/** The SDK in a folder, read from its code. */
export async function readFolder(folder: string): Promise<Side> {
  return { view: await codeView(await readCode(folder)) };
}

/** ts-morph is loaded only when there is code to read. */
export async function codeView(files: ReadonlyMap<string, string>): Promise<SdkView> {
  return (await import("../../surface/sdk.js")).surfaceView(files);
}

/** Options come from the API of the configuration that has one of the two as its input, and from the flags. */
async function configOf(input: string, { other, flags }: Around): Promise<ApiConfig> {
  const found = await readConfig(process.cwd(), flags.config);
  const names = [input, other].flatMap((one) => [one, resolve(one), resolve(revisionOf(one)?.path ?? one)]);
  const api = Object.values(found?.config.apis ?? {}).find(
    (one) => typeof one.input === "string" && names.includes(one.input),
  );
  return { ...api, ...apiFromFlags(input, "", flags) };
}

function notThere({ rev, path }: Revision): StopError {
  return new StopError([
    {
      code: "cli/not-in-revision",
      severity: "stop",
      message: `Commit \`${rev}\` has no file \`${path}\`.`,
      fix: `Paths are those of the repository; \`git ls-tree -r --name-only ${rev}\` lists them.`,
    },
  ]);
}
