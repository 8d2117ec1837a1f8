import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { ApiConfig } from "../../config/config.js";
import { readConfig } from "../../config/read.js";
import { apiView, type SdkView } from "../../diff/index.js";
import type { Placed } from "../../diff/place.js";
import { understand } from "../../pipeline.js";
import { apiFromFlags, type ShapeFlags } from "../options.js";

/** One side of a comparison, whatever it was read from. */
export interface Side extends Placed {
  readonly view: SdkView;
}

interface Around {
  readonly flags: ShapeFlags & { readonly config?: string };
  /** What it is compared with: options of the configuration may be told by either. */
  readonly other: string;
}

/** Reads a document, or a folder of generated code. */
export async function readSide(input: string, { flags, other }: Around): Promise<Side> {
  return readDocument(await configOf(input, other, flags));
}

async function readDocument(config: ApiConfig): Promise<Side> {
  const known = await understand(config);
  const { api, names, facts, document } = known;
  return { view: apiView({ api, names, facts, ...(config.types && { types: config.types }) }), document };
}

/** Options come from the API of the configuration that has one of the two as its input, and from the flags. */
async function configOf(input: string, other: string, flags: Around["flags"]): Promise<ApiConfig> {
  const given = apiFromFlags(input, "", flags);
  const found = await readConfig(process.cwd(), flags.config);
  const inputs = new Set([input, other].map((one) => resolve(one)));
  const api = Object.values(found?.config.apis ?? {}).find(
    (one) =>
      typeof one.input === "string" && (inputs.has(resolve(one.input)) || one.input === input || one.input === other),
  );
  return { ...api, ...given };
}

/** A folder with a manifest is an SDK. */
export function isSdkFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory() && existsSync(join(path, "codegen.lock.json"));
}
