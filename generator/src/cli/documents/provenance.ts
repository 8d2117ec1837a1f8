import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, isAbsolute, join } from "node:path";
import * as z from "zod";
import type { RemoteFile } from "../../load/remote.js";
import { StopError } from "../../report/diagnostic.js";

const shape = z.object({
  url: z.string().regex(/^https?:\/\//),
  retrieved: z.string(),
  files: z.record(
    z.string().refine((path) => !isAbsolute(path) && !path.split(/[\\/]/).includes("..")),
    z.object({
      url: z.string(),
      etag: z.string().optional(),
      lastModified: z.string().optional(),
      sha256: z.string(),
    }),
  ),
});

/**
 * Where a document in the repository came from: the contents of `<document>.source.json` beside it. Holds no credentials,
 * and changes only when the document does.
 */
export type Provenance = z.infer<typeof shape>;

/** The file beside a document that says where it came from. */
export function provenanceFile(document: string): string {
  return `${document}.source.json`;
}

/**
 * Where a document came from. Undefined when it was not downloaded by us.
 *
 * @throws StopError with `cli/provenance`.
 */
export async function readProvenance(document: string): Promise<Provenance | undefined> {
  const file = provenanceFile(document);
  try {
    return shape.parse(JSON.parse(await readFile(file, "utf8")));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new StopError([
      {
        code: "cli/provenance",
        severity: "stop",
        message: "It does not say where the document came from in a form that can be read.",
        place: { file, line: 1, column: 1 },
        fix: "Restore it from version control, or run `codegen add URL --force` again.",
      },
    ]);
  }
}

/** Text of a provenance: files sorted, with a line end. */
export function provenanceText({ url, retrieved, files }: Provenance): string {
  const sorted = Object.fromEntries(Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ url, retrieved, files: sorted }, null, 2)}\n`;
}

/** Of where it was found, only what is no secret: an address may carry a token. */
export function fileEntry({ url, etag, lastModified, bytes }: RemoteFile): Provenance["files"][string] {
  const { origin, pathname } = new URL(url);
  return {
    url: origin + pathname,
    ...(etag !== undefined && { etag }),
    ...(lastModified !== undefined && { lastModified }),
    sha256: sha256(bytes),
  };
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** The files of a document on disk, as far as they are there. */
export async function savedFiles(document: string, { files }: Provenance): Promise<Map<string, Uint8Array>> {
  const found = new Map<string, Uint8Array>();
  for (const path of Object.keys(files)) {
    const bytes = await readFile(join(dirname(document), path)).catch(() => undefined);
    if (bytes) found.set(path, bytes);
  }
  return found;
}
