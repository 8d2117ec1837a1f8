import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

interface Manifest {
  readonly version: string;
  readonly dependencies: { readonly [name: string]: string };
}

const own = new URL("../package.json", import.meta.url);
const manifest = JSON.parse(readFileSync(own, "utf8")) as Manifest;

/** Version of this generator. */
export const VERSION = manifest.version;

/**
 * What tells this build of the generator from any other on this machine: its own files, which change without a new
 * version while it is worked on, and the versions of the packages that it stands on.
 */
export function generatorFingerprint(): string {
  return (fingerprint ??= makeFingerprint());
}

let fingerprint: string | undefined;

function makeFingerprint(): string {
  const hash = createHash("sha256").update(`${VERSION} ${process.version}`);
  const root = fileURLToPath(new URL(".", import.meta.url));
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) =>
    /(?<!\.d)\.[jt]s$/.test(file),
  );
  for (const file of files.toSorted()) {
    const { size, mtimeMs } = statSync(join(root, file));
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  }
  for (const name of Object.keys(manifest.dependencies)) hash.update(`${name} ${installedVersion(name)}\n`);
  return hash.digest("hex");
}

function installedVersion(name: string): string {
  for (const folder of createRequire(own).resolve.paths(name) ?? []) {
    try {
      return (JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8")) as Manifest).version;
    } catch {
      // Not in this folder.
    }
  }
  return "";
}
