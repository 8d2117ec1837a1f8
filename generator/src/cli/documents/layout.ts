import { basename, dirname, join, relative, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { RemoteFile } from "../../load/remote.js";

/** Where the files of a remote document lie once they are saved. */
export interface Layout {
  /** Path of the document. */
  readonly document: string;
  /** Path relative to the document's folder, with `/` → what is saved there. */
  readonly files: ReadonlyMap<string, RemoteFile>;
  /** Files that are not below the document's address: they are referred to by their own and stay there. */
  readonly elsewhere: readonly RemoteFile[];
}

/** Saves a document as this path, and what it refers to where the references lead from there. */
export function layoutAt(document: string, [main, ...others]: readonly RemoteFile[]): Layout {
  const folder = dirname(document);
  const files = new Map([[basename(document), main!]]);
  const elsewhere: RemoteFile[] = [];
  for (const file of others) {
    const path = pathBelow(file.url, main!.url, folder);
    if (path === undefined || files.has(path)) elsewhere.push(file);
    else files.set(path, file);
  }
  return { document, files, elsewhere };
}

/** Path for a document that has none yet: a file of its own name, or a folder when it has several files. */
export function documentPath(folder: string, name: string, files: readonly RemoteFile[]): string {
  const main = files[0]!;
  const extension = /^\s*[{[]/.test(Buffer.from(main.bytes.subarray(0, 200)).toString()) ? "json" : "yaml";
  const own = decodeURIComponentSafe(new URL(main.url).pathname.split("/").at(-1) ?? "");
  const usable = /^[\w.-]+\.(?:json|ya?ml)$/i.test(own) && !own.startsWith(".");
  const refersToItself = usable && Buffer.from(main.bytes).includes(`${own}#`);
  if (files.length === 1 && !refersToItself) return join(folder, `${name}.${extension}`);
  return join(folder, name, usable ? own : `openapi.${extension}`);
}

/** Where a file lies from the document, when it is below the document's address. */
function pathBelow(url: string, main: string, folder: string): string | undefined {
  const [base, target] = [new URL(".", main), new URL(url)];
  if (target.origin !== base.origin || !target.pathname.startsWith(base.pathname)) return undefined;
  try {
    const path = fileURLToPath(new URL(target.pathname.slice(base.pathname.length), pathToFileURL(folder + sep)));
    const from = relative(folder, path).replaceAll("\\", "/");
    return from === "" || from.startsWith("..") ? undefined : from;
  } catch {
    return undefined;
  }
}

function decodeURIComponentSafe(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
