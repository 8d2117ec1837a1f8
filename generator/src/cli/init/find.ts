import { open } from "node:fs/promises";
import { join } from "node:path";
import { glob } from "tinyglobby";

/** Bytes of a file that are looked at. */
const LOOK = 65_536;
/** Files that are looked at; who has more names the document. */
const MOST = 5000;
const IGNORED = [
  "**/node_modules/**",
  "**/dist/**",
  "**/build/**",
  "**/generated/**",
  "**/coverage/**",
  "**/package*.json",
];
const YAML = /^["']?(?:openapi|swagger)["']?\s*:\s*["']?[23]\b/m;
const JSON_TEXT = /"(?:openapi|swagger)"\s*:\s*"[23]\./;

/** Files below a folder that look like OpenAPI documents, relative to it. */
export async function findDocuments(folder: string): Promise<string[]> {
  const files = await glob("**/*.{json,yaml,yml}", {
    cwd: folder,
    ignore: IGNORED,
    deep: 6,
    followSymbolicLinks: false,
  });
  const found: string[] = [];
  for (const file of files.toSorted().slice(0, MOST)) {
    const text = await head(join(folder, file));
    if ((/^\s*\{/.test(text) ? JSON_TEXT : YAML).test(text)) found.push(file);
  }
  return found;
}

async function head(file: string): Promise<string> {
  try {
    const handle = await open(file);
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOK), 0, LOOK, 0);
      return buffer.toString("utf8", 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    // What cannot be read is no document that could be offered.
    return "";
  }
}
