import { openAsBlob } from "node:fs";
import { basename } from "node:path";
import type { NamedFile } from "../request/file.js";

/**
 * A file on disk for an upload. It is read piece by piece while it is sent, never wholly into memory, and can be sent
 * again when a call is retried.
 *
 * @throws when there is no such file
 *
 * @example
 * await drive.files.upload({ body: await fileFromPath("report.pdf", { type: "application/pdf" }) });
 */
export async function fileFromPath(
  path: string,
  about: { readonly name?: string; readonly type?: string } = {},
): Promise<NamedFile> {
  const content = await openAsBlob(path, about.type === undefined ? {} : { type: about.type });
  return { content, name: about.name ?? basename(path), type: about.type };
}
